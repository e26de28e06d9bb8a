import type { Activity } from '../../course/activities/activity.js';
import { Conflict, NotFound } from '../../shared/errors.js';
import { failure, success, type Result } from '../../shared/result.js';
import { ownRubricId, peerReviewSettings, type PeerReviewSettings } from '../peer-review.settings.js';
import type { Phase } from '../peer-review.rules.js';
import { openerOf, type PeerReviewParts } from '../places.service.js';
import type { Criterion, Rubric } from '../rubric.js';
import { readRubric, type BadRubricLine } from './rubric-csv.rules.js';
import {
  criteriaAtMost,
  criterionFrom,
  criterionIn,
  freeId,
  holdsSame,
  movedUp,
  printOf,
  withCriterion,
  withoutCriterion,
  type ScaleWords,
  type Written,
} from './writing.rules.js';

export interface RubricSheet {
  activity: Activity;
  phase: Phase;
  /** What reviewers work with, or would. */
  rubric: Rubric;
  /** Written for this activity; it need not be the one in use. */
  own: Rubric | undefined;
  /** Those to begin with: shipped ones, and of other activities of the course. */
  library: readonly { from: string; title: string; criteria: number }[];
}

/** `seen`: the print of the criterion that the form began with. */
export interface CriterionWriting {
  criterionId: string;
  seen: string;
  written: Written;
  words: ScaleWords;
}

/** `changed`, `removed`: in another window after the form was opened. */
export type Unwritten = 'full' | 'changed' | 'removed';

function fullIn({ criteria }: Pick<Rubric, 'criteria'>): Unwritten | undefined {
  return criteria.length >= criteriaAtMost ? 'full' : undefined;
}

function unseenIn(
  rubric: Pick<Rubric, 'criteria'>,
  { criterionId, seen }: Pick<CriterionWriting, 'criterionId' | 'seen'>,
): Unwritten | undefined {
  const there = criterionIn(rubric, criterionId);
  if (!there) return 'removed';
  return printOf([there]) === seen ? undefined : 'changed';
}

export type RubricsService = ReturnType<typeof rubricsService>;

/** The rubric of one activity, written in the browser. Other activities of the course may begin with it. */
export function rubricsService(parts: PeerReviewParts) {
  const { activities, rubrics } = parts;
  const open = openerOf(parts);

  async function libraryOf(courseId: string, activityId: string): Promise<{ from: string; rubric: Rubric }[]> {
    const others = (await activities.ofKind(courseId, 'peer-review')).filter((one) => one.activityId !== activityId);
    const written = others.flatMap((one) => {
      const { rubric } = peerReviewSettings(one.settings);
      return rubric && rubric.criteria.length > 0 ? [{ from: `activity-${one.activityId}`, rubric }] : [];
    });
    return [...rubrics.map((rubric) => ({ from: `shipped-${rubric.rubricId}`, rubric })), ...written];
  }

  /** Only until reviewing starts: then people write with it. */
  async function whileOpen(courseId: string, activityId: string) {
    const opened = await open(courseId, activityId);
    if (opened.phase !== 'handing-in') throw new Conflict('reviewing_started');
    return opened;
  }

  async function change(
    courseId: string,
    activityId: string,
    changed: (own: Rubric, settings: PeerReviewSettings) => Rubric,
  ): Promise<void> {
    const { activity, settings } = await whileOpen(courseId, activityId);
    const own = settings.rubric ?? { rubricId: ownRubricId, title: activity.title, criteria: [] };
    const rubric = { ...changed(own, settings), rubricId: ownRubricId };
    await activities.changeSettings(courseId, activityId, { rubric, rubricId: ownRubricId });
  }

  async function sheet(courseId: string, activityId: string): Promise<RubricSheet> {
    const { activity, phase, rubric, settings } = await open(courseId, activityId);
    const library = (await libraryOf(courseId, activityId)).map(({ from, rubric: one }) => ({
      ...{ from, title: one.title, criteria: one.criteria.length },
    }));
    return { ...{ activity, phase, rubric, library }, own: settings.rubric };
  }

  return {
    sheet,

    /** Undefined for a new one. */
    async criterion(courseId: string, activityId: string, criterionId: string): Promise<Criterion | undefined> {
      if (criterionId === 'new') return undefined;
      const { own } = await sheet(courseId, activityId);
      const found = own?.criteria.find((one) => one.criterionId === criterionId);
      if (!found) throw new NotFound();
      return found;
    },

    async write(
      courseId: string,
      activityId: string,
      writing: CriterionWriting,
    ): Promise<Result<'written', Unwritten>> {
      const { written, words } = writing;
      const rubric = (await whileOpen(courseId, activityId)).settings.rubric ?? { criteria: [] };
      const isNew = writing.criterionId === 'new';
      const criterion = criterionFrom(isNew ? freeId(rubric) : writing.criterionId, written, words);
      if (holdsSame(rubric, criterion)) return success('written');
      const refused = isNew ? fullIn(rubric) : unseenIn(rubric, writing);
      if (refused) return failure(refused);
      await change(courseId, activityId, (own) => withCriterion(own, criterion));
      return success('written');
    },

    async rename(courseId: string, activityId: string, title: string): Promise<void> {
      await change(courseId, activityId, (rubric) => ({ ...rubric, title }));
    },

    async moveUp(courseId: string, activityId: string, criterionId: string): Promise<void> {
      await change(courseId, activityId, (rubric) => movedUp(rubric, criterionId));
    },

    async remove(courseId: string, activityId: string, criterionId: string): Promise<void> {
      await change(courseId, activityId, (rubric) => withoutCriterion(rubric, criterionId));
    },

    /** Takes the place of what was written. */
    async copy(courseId: string, activityId: string, from: string): Promise<void> {
      const found = (await libraryOf(courseId, activityId)).find((one) => one.from === from);
      if (!found) throw new NotFound();
      await change(courseId, activityId, () => found.rubric);
    },

    /** Takes the place of what was written; one bad line and nothing changes. */
    async paste(
      courseId: string,
      activityId: string,
      { table, seen, words }: { table: string; seen: string; words: ScaleWords },
    ): Promise<Result<number, readonly BadRubricLine[] | 'changed'>> {
      const { criteria, bad } = readRubric(table, words);
      if (bad.length > 0) return failure(bad);
      const now = printOf((await whileOpen(courseId, activityId)).settings.rubric?.criteria ?? []);
      if (now === printOf(criteria)) return success(criteria.length);
      if (now !== seen) return failure('changed');
      await change(courseId, activityId, (rubric) => ({ ...rubric, criteria }));
      return success(criteria.length);
    },
  };
}
