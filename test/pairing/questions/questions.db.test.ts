import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { factsIn } from '../../../src/pairing/cohort/facts.rules.js';
import { questionsService, type Questions } from '../../../src/pairing/questions/questions.service.js';
import { defaultSetup } from '../../../src/pairing/words/setup.js';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { four, pagesOf } from '../pages.js';
import { partsOn, storesOn } from '../parts.js';

const store = useStore();
let site: TestSite;
let beside: mongoose.Connection;
let stores: ReturnType<typeof storesOn>;
let courseId: string;
/** Every question goes to the thread, however small the course is. */
let inThread: Questions;

beforeAll(async () => {
  site = await startSite(store.connection());
  beside = await mongoose.createConnection(store.uri(), { autoIndex: false }).asPromise();
  stores = storesOn(beside);
  inThread = questionsService({ readHere: 0 });
  const course = pagesOf(site, 'asked');
  await course.people({ ...four, zoe: undefined });
  const tess = await course.arrive('tess', 'teacher');
  courseId = (await course.personOf('ana')).courseId;
  await course.made((await tess.get('/pairing')).submit('Make the draft', { mode: 'mentoring' }));
});
afterAll(async () => {
  await inThread.stop();
  await beside.close();
  await site.close();
});

const by = () => ({ setup: defaultSetup, at: site.now });

describe('what is read of a whole course', () => {
  test('is the same from rows that were not read here, in the same order', async () => {
    const { people } = factsIn(await partsOn(site, stores, inThread).cohorts.packedFacts(courseId));
    const learners = await site.services.roster.learners(courseId);
    expect(people.map(({ personId }) => personId)).toEqual(learners.map(({ personId }) => personId));
    const profiles = await site.services.intake.profiles(courseId);
    for (const { personId, answers } of people) {
      const profile = profiles.get(personId);
      if (answers) expect(profile).toMatchObject(answers);
      expect(answers === undefined).toBe(profile === undefined);
    }
  });

  test('is answered alike here and in a thread, by what is so at that moment', async () => {
    const here = partsOn(site, stores);
    const there = partsOn(site, stores, inThread);
    expect(await there.ask.readiness(courseId, by())).toEqual(await here.ask.readiness(courseId, by()));
    const draft = await here.working.draftOf(courseId, (await stores.rounds.round(courseId))?.draftId);
    if (!draft) throw new Error('No draft was made');
    const about = { standing: draft, ...by(), personId: draft.pairs[0]?.members[1] ?? '', most: 15 };
    const placings = await there.ask.placings(courseId, about);
    expect(placings).not.toEqual([]);
    expect(placings).toEqual(await here.ask.placings(courseId, about));
    expect(await there.ask.equity(courseId, { draft, at: site.now })).toEqual(
      await here.ask.equity(courseId, { draft, at: site.now }),
    );
    const before = (await there.ask.readiness(courseId, by())).done;
    await pagesOf(site, 'asked').people({ zoe: {} });
    expect((await there.ask.readiness(courseId, by())).done).toBe(before + 1);
  });

  test('is refused to whoever waits when the thread ends, and the next question gets another thread', async () => {
    const { ask } = partsOn(site, stores, inThread);
    const { packedFacts } = partsOn(site, stores, inThread).cohorts;
    const facts = await packedFacts(courseId);
    const course = { courseId, stamp: '', mayBeHeld: false, packed: () => Promise.resolve(facts) };
    const waiting = inThread.ask('readiness', course, by());
    // Until it is sent.
    await turn();
    const refused = expect(waiting).rejects.toThrow('The thread was stopped');
    await inThread.stop();
    await refused;
    expect((await ask.readiness(courseId, by())).learners).toBe(5);
  });

  test('tells whoever asks what went wrong in the thread', async () => {
    const { ask } = partsOn(site, stores, inThread);
    const broken = { setup: { ...defaultSetup, criteria: undefined as never }, at: site.now };
    await expect(ask.readiness(courseId, broken)).rejects.toThrow("reading 'flatMap'");
  });
});
