/** What leaves as lists. */
import type { Roster } from '../../course/roster/person.js';
import type { SetupsStore } from '../cohort/setups.store.js';
import type { Working } from '../drafts/working.service.js';
import type { Intake } from '../intake/profile.js';
import type { Draft } from '../words/draft.js';
import { formOf } from '../words/setup.js';
import { groupsCsv, pairsCsv, peopleCsv } from './lists.rules.js';

export type ListsService = ReturnType<typeof listsService>;

export interface ListsParts {
  setups: Pick<SetupsStore, 'setup'>;
  roster: Pick<Roster, 'people' | 'peopleById'>;
  intake: Pick<Intake, 'profiles' | 'questions'>;
  working: Pick<Working, 'currentDraft'>;
}

export function listsService({ setups, roster, intake, working }: ListsParts) {
  async function current(courseId: string): Promise<Pick<Draft, 'form' | 'pairs'>> {
    const shown = await working.currentDraft(courseId);
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
