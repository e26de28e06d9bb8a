/** What leaves as lists. */
import { cohortsOf, type PairingParts } from '../cohort/cohorts.service.js';
import type { Draft } from '../words/draft.js';
import { isDrawn } from '../drafts/making.rules.js';
import { formOf } from '../words/setup.js';
import { groupsCsv, pairsCsv, peopleCsv } from './lists.rules.js';

export type ListsService = ReturnType<typeof listsService>;

export function listsService(parts: PairingParts) {
  const { rounds, setups, roster, intake } = parts;
  const { draftOf } = cohortsOf(parts);

  /** What the teacher looks at: the draft being worked on, else what is published. */
  async function current(courseId: string): Promise<Pick<Draft, 'form' | 'pairs'>> {
    const round = await rounds.round(courseId);
    const working = await draftOf(courseId, round?.draftId);
    const shown = working && isDrawn(working) ? working : await draftOf(courseId, round?.publishedDraftId);
    return shown ?? { form: formOf((await setups.setup(courseId)).mode), pairs: [] };
  }

  return {
    async pairs(courseId: string): Promise<string> {
      const [{ form, pairs }, people] = await Promise.all([current(courseId), roster.peopleById(courseId)]);
      return pairsCsv(form, pairs, people);
    },

    async groups(courseId: string, grouping: string): Promise<string> {
      const [{ form, pairs }, people] = await Promise.all([current(courseId), roster.peopleById(courseId)]);
      return groupsCsv(form, pairs, people, grouping);
    },

    async people(courseId: string): Promise<string> {
      const [people, profiles, { style }] = await Promise.all([
        roster.people(courseId),
        intake.profiles(courseId),
        intake.questions(courseId),
      ]);
      return peopleCsv(people, profiles, style);
    },
  };
}
