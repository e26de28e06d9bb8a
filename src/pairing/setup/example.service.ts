/** One pair of the course, counted anew: what weights do is seen in it. */
import { takesPartHere, type Person, type Roster } from '../../course/roster/person.js';
import { comparisonOn } from '../cohort/board.rules.js';
import type { Cohorts } from '../cohort/cohorts.service.js';
import type { Working } from '../drafts/working.service.js';
import type { Comparison } from '../words/comparison.js';
import { formOf, withFiguresOf, type Form, type PairingSetup } from '../words/setup.js';

export interface Example {
  form: Form;
  first: string;
  second: string;
  /** By what is asked. */
  comparison: Comparison;
  /** By what is saved, 0 to 100,000. */
  saved: number;
}

export interface ExampleParts {
  roster: Pick<Roster, 'peopleById'>;
  cohorts: Pick<Cohorts, 'boardOfFew'>;
  working: Pick<Working, 'currentDraft'>;
}

interface Setups {
  saved: PairingSetup;
  asked: PairingSetup;
}

/** The weakest pair of the draft being worked on, else of what is published; undefined without one. */
export function exampleOf({ roster, cohorts, working }: ExampleParts) {
  return async (courseId: string, { saved, asked }: Setups, now: Date) => {
    const draft = await working.currentDraft(courseId);
    const members = firstPairOf(draft);
    const [first = '', second = ''] = members;
    const people: ReadonlyMap<string, Person> = await roster.peopleById(courseId, members);
    const learners = [...people.values()].filter(takesPartHere);
    if (!draft || learners.length < 2) return { people };
    const by = async (setup: PairingSetup) => {
      // A pair stays a pair of its form, whatever the course would make now.
      const inForm = formOf(setup.mode) === draft.form ? setup : { ...setup, mode: draft.setup.mode };
      const measured = withFiguresOf(inForm, draft.setup);
      return comparisonOn(await cohorts.boardOfFew(courseId, measured, learners, now), first, second);
    };
    const comparison = await by(asked);
    const before = saved === asked ? comparison : await by(saved);
    const example: Example = { form: draft.form, first, second, comparison, saved: before.score };
    return { people, example };
  };
}

function firstPairOf(draft: Awaited<ReturnType<Working['currentDraft']>>): readonly string[] {
  return draft?.pairs.find(({ members }) => members.length === 2)?.members ?? [];
}
