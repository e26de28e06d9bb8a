import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { allFields } from '../../../src/pairing/intake/profile.js';
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
  const whole = `shown=${allFields.join('+')}`;

  test.each([
    ['a role that is none', 'roleWish=captain'],
    ['a goal of 601 characters', `roleWish=mentor&goals=${'x'.repeat(601)}`],
    ['a number of mentees that is none', 'roleWish=mentor&maxMentees=7'],
    ['a field the page does not have', 'roleWish=mentor&personId=somebody'],
    ['a topic called __proto__', 'roleWish=mentor&topic-0=help+__proto__'],
    ['something else about a topic', 'roleWish=mentor&topic-0=hate+Academic+writing'],
    [
      '31 topics',
      `roleWish=mentor&${Array.from({ length: 31 }, (_, place) => `topic-${place}=need+${place}`).join('&')}`,
    ],
    ['a channel that is not offered', 'roleWish=mentor&channel=pigeon'],
    ['a time zone that is none', 'roleWish=mentor&timeZone=Mars%2FBase'],
    ['a place that is none', 'roleWish=mentor&city=%3Cscript%3E'],
    ['an hour that is none', 'roleWish=mentor&availability=mon-24'],
    ['a part of a day that is none', 'roleWish=mentor&part=mon-night'],
    ['a language that is none', 'roleWish=mentor&languages=xx'],
    ['a page that shows what is never asked', 'roleWish=mentor&shown=__proto__'],
    ['a button that is none', 'roleWish=mentor&save=delete'],
    ['a share of what is never shared', 'roleWish=mentor&shares=constraints'],
  ])('is refused: %s', async (_case, body) => {
    const ana = await arrive('ana');
    const sent = body.includes('shown=') ? body : `${whole}&${body}`;
    expect((await ana.forge('/profile/form', sent)).status).toBe(422);
    const { courseId, personId } = await visitOf(site, ana);
    expect((await site.services.intake.sheet(courseId, personId)).saved).toBeUndefined();
  });

  test.each([
    ['a field called __proto__', '__proto__=x'],
    ['a module where the course has none', 'stage=Module+99'],
    ['an answer to what is not asked', 'constraints=None&style=5+abc&confidence=4+constructor'],
    ['a share of what is not asked', 'shares=goals'],
  ])('is passed over: %s', async (_case, body) => {
    const ana = await arrive('ana');
    expect((await ana.forge('/profile/form', `${whole}&roleWish=mentor&${body}`)).status).toBe(200);
    const { courseId, personId } = await visitOf(site, ana);
    const { saved } = await site.services.intake.sheet(courseId, personId);
    expect(saved?.answers).toEqual({
      ...{ roleWish: 'mentor', confidence: {}, style: {} },
      ...{ strong: [], wanted: [], languages: [], availability: [] },
    });
    expect(saved?.shares).toEqual(['commonHours']);
  });

  test('loses its control characters and keeps its words', async () => {
    const ana = await arrive('ana');
    const { courseId, personId } = await visitOf(site, ana);
    await site.services.intake.saveQuestions(courseId, { added: ['goals'] });
    const goals = encodeURIComponent('one\u0000\u0007\r\ntwo\ud83d\ude42');
    await ana.forge('/profile/form', `${whole}&roleWish=mentor&goals=${goals}`);
    const { saved } = await site.services.intake.sheet(courseId, personId);
    expect(saved?.answers.goals).toBe('one\ntwo\ud83d\ude42');
  });
});
