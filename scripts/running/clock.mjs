/**
 * Lets this process live in the past: what `Date` calls now is moved by an offset that grows as the story goes on. The clock is an
 * argument in Tandem, but not in the libraries that sign and check tokens beside it, and both must agree. Preloaded, it moves the
 * store's thread as well, which throws away what is over; that one stays at the beginning of the story.
 */
const RealDate = globalThis.Date;

let offset = 0;

const now = () => RealDate.now() + offset;

const MovedDate = new Proxy(RealDate, {
  construct: (target, given, asked) => Reflect.construct(target, given.length === 0 ? [now()] : given, asked),
  get: (target, name, asked) => (name === 'now' ? now : Reflect.get(target, name, asked)),
});

/** From here on it is this moment, and time goes on. */
export function itIs(moment) {
  globalThis.Date = MovedDate;
  offset = moment.getTime() - RealDate.now();
}

const begins = process.env.STORY_BEGINS;
if (begins !== undefined) itIs(new RealDate(begins));
