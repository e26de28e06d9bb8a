import type { TestSite } from '../../support/site.js';

/** Publishes a round in which these two learners of the course are peers. */
export async function pairUp(site: TestSite, courseId: string, personIds: readonly string[]): Promise<void> {
  const { intake, pairing } = site.services;
  for (const personId of personIds) {
    const answers = {
      roleWish: 'either',
      confidence: {},
      strong: [],
      wanted: [],
      languages: ['en'],
      availability: [],
      style: {},
    } as const;
    await intake.saveProfile({ courseId, personId }, answers, site.now);
  }
  const doer = { courseId, personId: 'a-teacher' };
  await pairing.startDraft(doer, { mode: 'peers', capacity: 1, around: 'nothing' }, site.now);
  await pairing.settled();
  const draft = (await pairing.overview(courseId, site.now)).working;
  if (!draft) throw new Error('No draft was made');
  await pairing.publish(doer, { draftId: draft.draftId, revision: draft.revision }, site.now);
}
