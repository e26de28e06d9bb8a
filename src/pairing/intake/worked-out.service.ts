/** What is worked out of kept answers once, beside them: of thousands it costs more than all else on a page. */
import type { Activity } from '../../course/activities/activity.js';
import type { Person } from '../../course/roster/person.js';
import { severalIn, type Several } from '../../course/roster/words.view.js';
import { besideRows } from '../../shared/beside-rows.js';
import { frozen } from '../../shared/frozen.js';
import { mapInTurns } from '../../shared/turns.js';
import type { SavedProfile } from './draft-profile.js';
import { usedBy } from './intake.rules.js';
import type { IntakeTemplates } from './intake.settings.js';
import type { Profile, Questions } from './profile.js';
import { questionsFrom } from './questions.rules.js';
import type { ChangedQuestions } from './questions.store.js';
import { profileFrom } from './rows.rules.js';

/** A course's questions, and profiles by them. */
export interface ByQuestions {
  questions: Questions;
  /** Undefined while it is not complete. */
  used(saved: SavedProfile): Profile | undefined;
  /** The complete ones by person. */
  allUsed(all: readonly SavedProfile[]): Promise<ReadonlyMap<string, Profile>>;
}

export function byQuestions(templates: IntakeTemplates): (changed: ChangedQuestions) => ByQuestions {
  return besideRows((changed) => {
    const questions = questionsFrom(changed, templates);
    const use = usedBy(questions);
    const used = besideRows((saved: SavedProfile) => {
      const profile = profileFrom(saved);
      return profile && frozen(use(profile));
    });
    const allUsed = besideRows(async (all: readonly SavedProfile[]): Promise<ReadonlyMap<string, Profile>> => {
      const complete = (await mapInTurns(all, used)).filter((profile) => profile !== undefined);
      return new Map(complete.map((profile) => [profile.personId, profile]));
    });
    return { questions, used, allUsed };
  });
}

export interface IntakeRow {
  person: Person;
  completedAt: Date | undefined;
  begun: boolean;
}

/** Who has done the intake, for its activity. */
export interface IntakeOverview {
  activity: Activity;
  rows: readonly IntakeRow[];
}

/** Every learner with how far their profile is. */
export interface IntakeStanding {
  rows: readonly IntakeRow[];
  missing: readonly IntakeRow[];
  missed: Several;
}

/** Of the same learners and the same profiles. */
export function standingBeside(): (all: readonly SavedProfile[], learners: readonly Person[]) => IntakeStanding {
  const ofProfiles = besideRows((all: readonly SavedProfile[]) => {
    const byPerson = new Map(all.map((saved) => [saved.personId, saved]));
    return besideRows((learners: readonly Person[]): IntakeStanding => {
      const rows = learners.map((person) => {
        const saved = byPerson.get(person.personId);
        return { person, completedAt: saved?.completedAt, begun: saved !== undefined };
      });
      const missing = rows.filter(({ completedAt }) => completedAt === undefined);
      return { rows, missing, missed: severalIn(missing.map(({ person }) => person)) };
    });
  });
  return (all, learners) => ofProfiles(all)(learners);
}
