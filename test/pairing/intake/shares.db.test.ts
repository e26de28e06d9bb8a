import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pairUp } from '../../mentoring/checkins/pair-up.js';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { visitOf } from './fill-in.js';
import { shareables, type Shareable } from '../../../src/pairing/intake/profile.js';

const store = useStore();
let site: TestSite;

beforeAll(async () => {
  site = await startSite(store.connection());
});
afterAll(() => site.close());

const secrets = {
  goals: 'goals-of-ana',
  helpWith: 'help-of-ana',
  availability: 'Sun 05:00–06:00',
  style: 'I like to plan ahead',
  constraints: 'constraints-of-ana',
  confidence: 'Presenting and speaking',
};

async function pageOfPartner(shares: readonly Shareable[], course: string): Promise<string> {
  const visit = async (person: string) => visitOf(site, await site.arrive({ person, course }));
  const [ana, ben] = [await visit('ana'), await visit('ben')];
  const { intake } = site.services;
  await pairUp(site, ana.courseId, [ana.personId, ben.personId]);
  const [statement] = (await intake.questions(ana.courseId)).style;
  const saved = await intake.saveProfile(
    ana,
    {
      ...{ roleWish: 'either', strong: [], wanted: [], languages: ['en'] },
      ...{
        goals: secrets.goals,
        helpWith: secrets.helpWith,
        availability: ['sun-5'],
        constraints: secrets.constraints,
      },
      ...{ confidence: { [secrets.confidence]: 1 }, style: { [statement?.id ?? '']: 5 }, shares },
    },
    site.now,
  );
  expect(saved.ok).toBe(true);
  return (await (await site.arrive({ person: 'ben', course })).get('/mentoring')).html;
}

test('a partner is sent nothing that was not shared', async () => {
  const html = await pageOfPartner([], '301');
  expect(html).toContain('Ana Example');
  expect(Object.entries(secrets).filter(([, text]) => html.includes(text))).toEqual([]);
});

/** Of the week a partner reads what both have, in words of its own. */
const inWords = shareables.filter((field) => field !== 'availability');

test.each(inWords.map((field, index) => [field, index] as const))(
  '%s shared is all that comes along',
  async (field, index) => {
    const html = await pageOfPartner([field], String(310 + index));
    const seen = Object.entries(secrets).filter(([, text]) => html.includes(text));
    expect(seen.map(([name]) => name)).toEqual([field]);
  },
);
