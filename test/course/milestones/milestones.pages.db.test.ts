import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { after, day } from '../../../src/shared/clock.js';
import { success } from '../../../src/shared/result.js';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';

const store = useStore();
let site: TestSite;

beforeAll(async () => {
  site = await startSite(store.connection());
});
afterAll(() => site.close());

async function run(name: string) {
  const job = site.services.jobs.find((one) => one.name === name);
  if (!job) throw new Error(`There is a job ${name}`);
  return job.run(site.now);
}

test('a teacher makes one from facts, looks who would have it, saves it, and done stays done', async () => {
  const ben = await site.arrive({ person: 'ben', kind: 'mentoring' });
  const ana = await site.arrive({ person: 'ana', kind: 'mentoring' });
  const courseOf = await store.connection().model('Activity').findOne().lean<{ courseId: string }>();
  const courseId = courseOf?.courseId ?? '';
  const learners = await site.services.roster.learners(courseId);
  const anaId = learners.find(({ externalId }) => externalId === 'ana')?.personId ?? '';
  const once = { occurrence: 'once', form: 'learner' };
  await store
    .connection()
    .model('Checkin')
    .create([
      { _id: 'k1', courseId, activityId: 'w1', ...once, personId: anaId, sentAt: site.now },
      { _id: 'k2', courseId, activityId: 'w2', ...once, personId: anaId, sentAt: site.now },
    ]);

  const tom = await site.arrive({ person: 'tom', role: 'teacher' });
  const blank = await tom.get('/milestones/new');
  const wrong = await blank.submit('Save the milestone', { title: 'A steady start', points: '101' });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('A number from 1');
  const counted = await blank.submit('Count again', { title: 'A steady start', 'need-checkins': '2', points: '5' });
  expect(counted.text).toContain('1 of 2 learners would have it now.');
  expect(counted.text).toContain('Ana Example');
  expect(counted.text).toContain('Ben Example: 2 check-ins');
  expect((await tom.get('/milestones')).title).toBe('No milestones yet');

  site.platform.takesScores();
  const items: { url: string; label: string; maximum: number; resourceId?: string; tag?: string }[] = [];
  site.platform.answers.lineItems = () => Promise.resolve(success(items));
  site.platform.answers.createLineItem = (item) => {
    const made = { ...item, url: `https://one.example/lineitems/${items.length}/lineitem` };
    items.push(made);
    return Promise.resolve(success(made));
  };
  const saved = await counted.submit('Save the milestone', {});
  expect(saved.path).toBe('/milestones?done=saved');
  expect(saved.text).toContain('1 of 2 have it.');
  await run('deliver-scores');
  expect(items.map(({ label, maximum }) => [label, maximum])).toEqual([['A steady start', 5]]);
  expect(site.platform.sent.map(({ personExternalId, given, maximum }) => [personExternalId, given, maximum])).toEqual([
    ['ana', 5, 5],
  ]);
  expect((await tom.get('/grades')).text).toContain('A steady start');
  expect((await ana.get('/mentoring')).text).toContain('Done ');
  expect((await ben.get('/mentoring')).text).toContain('Left: 2 check-ins.');

  const again = await tom.get('/milestones');
  const edit = await again.follow('Change it: A steady start');
  await edit.submit('Save the milestone', { 'need-checkins': '9' });
  expect((await tom.get('/milestones')).text).toContain('1 of 2 have it.');

  site.now = after(site.now, day);
  await run('reckon-milestones');
  await run('deliver-scores');
  expect(items).toHaveLength(1);
  expect(site.platform.sent).toHaveLength(1);

  const later = await site.arrive({ person: 'tom', role: 'teacher' });
  await (await later.get('/milestones')).submit('End it: A steady start');
  expect((await later.get('/milestones')).title).toBe('No milestones yet');
  expect(await store.connection().model('MilestoneDone').countDocuments({ courseId })).toBe(1);
});

test('milestones are for staff; a learner reads theirs on their home', async () => {
  const ana = await site.arrive({ person: 'ana', kind: 'mentoring' });
  for (const path of ['/milestones', '/milestones/new']) expect((await ana.get(path)).status).toBe(403);
  const tom = await site.arrive({ person: 'tom', role: 'teacher' });
  expect((await tom.get('/milestones/unknown')).status).toBe(404);
});

test('charters, sessions and goals count as features keep them', async () => {
  await site.arrive({ person: 'ana', kind: 'mentoring' });
  const tom = await site.arrive({ person: 'tom', role: 'teacher' });
  const known = await store.connection().model('Activity').findOne().lean<{ courseId: string }>();
  const courseId = known?.courseId ?? '';
  const people = await site.services.roster.learners(courseId);
  const [anaId = '', benId = ''] = ['ana', 'ben'].map(
    (name) => people.find(({ externalId }) => externalId === name)?.personId ?? '',
  );
  const pair = { courseId, key: 'a.b', memberIds: [anaId, benId], revision: 1 };
  const lines = [{ id: 'when', title: 'When', text: 'On Mondays', open: true }];
  const [before, at] = [after(site.now, -day), site.now];
  const said = { said: 'happened', at };
  const held = {
    ...{ sessionId: 's', way: 'meeting', startsAt: before, endsAt: before, agendaId: 'usual', plannedBy: anaId },
    ...{ revision: 0, answers: { [anaId]: said, [benId]: said }, again: {}, written: {} },
  };
  const versions = [1, 2].map((number) => ({ number, at, lines }));
  // Ben signed the words of before.
  const signatures = [
    { personId: anaId, version: 2, at },
    { personId: benId, version: 1, at },
  ];
  const native = (model: string) => store.connection().model(model).collection;
  await native('Charter').insertOne({ ...pair, versions, signatures, asking: {} });
  await native('SessionBook').insertOne({ ...pair, sessions: [held], aheadUntil: null });
  const words = { text: 'Read', measure: 'Pages', by: '2030-02-01', startedAt: before, dueAt: at, before: 2 };
  for (const [personId, end] of [
    [anaId, { is: 'finished', at, why: 'Read it' }],
    [benId, null],
  ] as const) {
    await native('Goal').insertOne({ courseId, personId, ...words, evidence: [], end });
  }
  const blank = await tom.get('/milestones/new');
  const asks = { title: 'Under way', 'need-charters': '1', 'need-sessions': '1', 'need-goals': '1' };
  const counted = await blank.submit('Count again', asks);
  expect(counted.text).toContain(`1 of ${people.length} learners would have it now.`);
  expect(counted.text).toContain('One has itAna Example');
  expect(counted.text).toContain('One lacks more');
});
