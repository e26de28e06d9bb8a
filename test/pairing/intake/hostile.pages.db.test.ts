import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { visitOf } from './fill-in.js';

const store = useStore();
let site: TestSite;
let course = 400;

beforeAll(async () => {
  site = await startSite(store.connection());
});
beforeEach(() => {
  course += 1;
});
afterAll(() => site.close());

const arrive = (person: string) => site.arrive({ person, course: String(course) });

describe('hostile input', () => {
  test.each([
    ['a role that is none', 'wish', 'roleWish=captain'],
    ['a goal of 601 characters', 'wish', `roleWish=mentor&goals=${'x'.repeat(601)}`],
    ['a number of mentees that is none', 'wish', 'roleWish=mentor&maxMentees=7'],
    ['a field the page does not have', 'wish', 'roleWish=mentor&personId=somebody'],
    ['a topic called __proto__', 'topics', 'strong=__proto__'],
    ['confidence in __proto__', 'topics', 'confidence=4+__proto__'],
    ['confidence in constructor', 'topics', 'confidence=4+constructor'],
    ['confidence beyond 4', 'topics', 'confidence=5+Academic+writing'],
    ['31 topics', 'topics', Array.from({ length: 31 }, (_, index) => `strong=${index}`).join('&')],
    ['a channel that is not offered', 'meeting', 'channel=pigeon'],
    ['a time zone that is none', 'meeting', 'timeZone=Mars%2FBase'],
    ['an hour that is none', 'meeting', 'availability=mon-24'],
    ['a quick pick that is none', 'meeting', 'quick=__proto__'],
    ['a language that is none', 'meeting', 'languages=xx'],
    ['a style beyond 5', 'style', 'style=6+abc'],
    ['a style of __proto__', 'style', 'style=5+__proto__'],
    ['a share of what is never shared', 'style', 'shares=constraints'],
  ])('is refused: %s', async (_case, step, body) => {
    const ana = await arrive('ana');
    expect((await ana.forge(`/profile/${step}`, body)).status).toBe(422);
    const { courseId, personId } = await visitOf(site, ana);
    expect((await site.services.intake.sheet(courseId, personId)).saved).toBeUndefined();
  });

  test.each([
    ['a field called __proto__', '__proto__=x'],
    ['a module where the course has none', 'stage=Module+99'],
  ])('is passed over: %s', async (_case, body) => {
    const ana = await arrive('ana');
    expect((await ana.forge('/profile/wish', `roleWish=mentor&${body}`)).status).toBe(200);
    const { courseId, personId } = await visitOf(site, ana);
    const { saved } = await site.services.intake.sheet(courseId, personId);
    expect(saved?.answers).toEqual({
      ...{ roleWish: 'mentor', confidence: {}, style: {} },
      ...{ strong: [], wanted: [], languages: [], availability: [] },
    });
  });

  test('loses its control characters and keeps its words', async () => {
    const ana = await arrive('ana');
    await ana.forge(
      '/profile/wish',
      `roleWish=mentor&goals=${encodeURIComponent('one\u0000\u0007\r\ntwo\ud83d\ude42')}`,
    );
    const { courseId, personId } = await visitOf(site, ana);
    const { saved } = await site.services.intake.sheet(courseId, personId);
    expect(saved?.answers.goals).toBe('one\ntwo\ud83d\ude42');
  });
});
