/** Time zones as people say them: by a city, or by the country where it has few. */
import { isTimeZone } from './local-time.js';
import { madeOnce } from './made-once.js';
import { failure, success, type Result } from './result.js';
import { readsAs } from './seen.js';

/** Zones that go by an older spelling on many machines: older, of today. */
const alsoKnown: readonly (readonly [older: string, today: string])[] = [
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['Asia/Saigon', 'Asia/Ho_Chi_Minh'],
  ['Asia/Katmandu', 'Asia/Kathmandu'],
  ['Asia/Rangoon', 'Asia/Yangon'],
  ['Europe/Kiev', 'Europe/Kyiv'],
  ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ['America/Godthab', 'America/Nuuk'],
  ['Africa/Asmera', 'Africa/Asmara'],
];

const today = new Map(alsoKnown);

/** As it is read: "America/New York"; today's spelling, whatever this machine calls it. */
export function spoken(timeZone: string): string {
  return (today.get(timeZone) ?? timeZone).replaceAll('_', ' ');
}

/** "America/Argentina/Buenos_Aires" is Buenos Aires, "Asia/Calcutta" Kolkata. */
export function cityOf(timeZone: string): string {
  return spoken(timeZone).split('/').at(-1) ?? timeZone;
}

/** What the clocks of a zone show at that moment: "14:20". */
function clockIn(timeZone: string, locale: string, now: Date): string {
  return clockOf(JSON.stringify([timeZone, locale])).format(now);
}

/** Takes longer to make than all else of a card. */
const clockOf = madeOnce((key) => {
  const [timeZone, locale] = JSON.parse(key) as [string, string];
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone });
}, 200);

/**
 * Zones that the words may mean, at most 12, best first: exactly one where they name a city or a country with one zone.
 * @param locale the names of countries are known in this language and in English
 */
export function zonesMeant(words: string, locale: string): string[] {
  const wanted = keyOf(words);
  if (wanted === '') return [];
  const zones = Intl.supportedValuesOf('timeZone');
  const cities = zones.filter((zone) => namesOf(zone).includes(wanted));
  if (cities.length > 0) return cities;
  const country = zonesOfCountry(wanted, locale);
  if (country.length > 0) return country.slice(0, 12);
  return zones.filter((zone) => namesOf(zone).some((name) => name.includes(wanted))).slice(0, 12);
}

/**
 * The zone of whoever wrote these words; a city goes before the zone that stood on the page. A zone's own name holds as
 * it is written ("UTC", "EST"), whatever else contains it.
 * @param timeZone that stood on the page, or was chosen of several that the words may mean
 * @param locale of the page
 */
export function zoneSaid(
  { words, timeZone }: { words: string; timeZone: string | undefined },
  locale: string,
): Result<string | undefined, 'unknown' | 'several'> {
  if (words === '') return success(timeZone);
  const meant = zonesMeant(words, locale);
  if (timeZone !== undefined && meant.includes(timeZone)) return success(timeZone);
  if (meant.length !== 1 && isTimeZone(words)) return success(words);
  if (meant.length > 1) return failure('several');
  return meant[0] === undefined ? failure('unknown') : success(meant[0]);
}

/** As the list has it, and by its city. */
function namesOf(zone: string): string[] {
  const spellings = [zone, ...alsoKnown.filter((pair) => pair.includes(zone)).flat()];
  return spellings.flatMap((one) => [keyOf(one.split('/').at(-1) ?? one), keyOf(one)]);
}

function zonesOfCountry(wanted: string, locale: string): string[] {
  const names = [locale, 'en'].map(
    (language) => new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }),
  );
  const region = regions.find((code) => names.some((all) => keyOf(all.of(code) ?? '') === wanted));
  if (region === undefined) return [];
  // Newer machines have a function of this; ours has the list.
  const country: Intl.Locale & { timeZones?: string[]; getTimeZones?(): string[] } = new Intl.Locale('und', { region });
  const zones = country.getTimeZones?.() ?? country.timeZones ?? [];
  return new Set(zones.map(clockOver)).size === 1 ? zones.slice(0, 1) : zones;
}

/** Two zones with the same one show the same time in winter and in summer. */
function clockOver(timeZone: string): string {
  return [0, 6].map((month) => clockIn(timeZone, 'en', new Date(Date.UTC(2026, month, 15)))).join();
}

const letters = Array.from({ length: 26 }, (_, place) => String.fromCharCode(65 + place));
const regions = letters.flatMap((first) => letters.map((second) => first + second));

/** Without accents, and with spaces for what joins words in the names of zones. */
function keyOf(words: string): string {
  return readsAs(words.replace(/[_/-]+/g, ' '))
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
}
