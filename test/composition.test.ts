/** The app composed without a feature that no other one needs: it starts, both homes open, nothing of it is there. */
import { describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { siteMap } from '../src/routes.js';
import { separable, type Separable } from '../src/services.js';
import { startSite } from './support/site.js';
import { useStore } from './support/store.js';

const store = useStore();

/** Each app has a connection, and so models, of its own. */
async function siteWithout(without: readonly Separable[]) {
  const connection = await mongoose.createConnection(store.uri(), { autoIndex: false }).asPromise();
  const site = await startSite(connection, { without });
  return {
    ...site,
    async close() {
      await site.close();
      await connection.close();
    },
  };
}

/** Addresses of the feature, its kind of activity, and words that stand on homes or in the picker only with it. */
const traces: Readonly<Record<Separable, { paths: RegExp; kind?: string; words: RegExp }>> = {
  'peer-review': { paths: /\/reviews\b/, kind: 'peer-review', words: /Peer review/ },
  checkins: { paths: /\/checkins\b/, kind: 'checkin', words: /check-in/i },
  fit: { paths: /\/fit\b/, words: /How is it going with/ },
  conversation: { paths: /\/conversations?\b/, words: /Questions of the week/ },
  sessions: { paths: /\/sessions\b/, words: /Agendas of sessions/ },
  journal: { paths: /^\/journal\b/, words: /My journal/ },
  goals: { paths: /^\/goals\b/, words: /Set a goal/ },
  charter: { paths: /\/charters?\b/, words: /\bCharter\b/ },
  concerns: { paths: /\/concerns?\b/, words: /concern/i },
  reminders: { paths: /\/reminders\b/, words: /\bReminders\b|What reminds people/ },
  calendar: { paths: /\/calendar\b/, words: /calendar/ },
  progress: { paths: /\/(progress|gates)\b/, kind: 'gate', words: /\bProgress\b|\bGate\b/ },
  milestones: { paths: /\/milestones\b/, words: /Milestones/ },
  choices: { paths: /\/choices\b/, words: /Choose whom/ },
  lists: { paths: /\/pairing\/lists\b/, words: /Lists/ },
  history: { paths: /\/pairing\/history\b/, words: /History/ },
};

describe.each([...separable])('without %s', (name) => {
  test('the app starts, both homes and the pairing open, and no page leads to it', async () => {
    const site = await siteWithout([name]);
    const { paths, words, kind } = traces[name];
    try {
      expect(siteMap(site.services).routes.filter(({ path }) => paths.test(path))).toEqual([]);
      const teacher = await site.arrive({ person: 'tess', role: 'teacher', kind: 'mentoring' });
      const learner = await site.arrive({ person: 'ana', kind: 'mentoring' });
      const pages = [
        teacher.page,
        learner.page,
        await teacher.get('/pairing'),
        await teacher.get('/set-up'),
        await learner.get('/profile'),
      ];
      for (const page of pages) {
        expect(page.status).toBe(200);
        expect(page.text).not.toMatch(words);
        const links = page.$('a[href], form[action]').map((_, element) => page.$(element).attr('href') ?? '');
        expect(links.get().filter((href) => paths.test(href))).toEqual([]);
      }
      if (kind !== undefined) {
        const unset = await site.arrive({ person: 'tess', role: 'teacher', kind: null });
        expect(unset.page.$(`input[value="${kind}"]`)).toHaveLength(0);
        expect((await site.arrive({ person: 'tess', role: 'teacher', kind })).page.path).toBe('/activity');
      }
    } finally {
      await site.close();
    }
  });
});

test('with all of them, each is there', async () => {
  const site = await siteWithout([]);
  try {
    const known = siteMap(site.services).routes.map(({ path }) => path);
    for (const { paths } of Object.values(traces)) expect(known.some((path) => paths.test(path))).toBe(true);
  } finally {
    await site.close();
  }
});
