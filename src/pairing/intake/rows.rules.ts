/** Between answers and how they are stored. Records become lists: a topic may hold a dot or a dollar sign. */
import type { DraftAnswers, SavedProfile } from './draft-profile.js';
import { asWithheld, emptyAnswers } from './answers.rules.js';
import {
  allFields,
  withholdable,
  type AskedField,
  type Channel,
  type Confidence,
  type MeetingFormat,
  type Profile,
  type ProfileAnswers,
  type RoleWish,
  type Share,
  type StyleLevel,
  type Withholdable,
} from './profile.js';

export interface ProfileRow {
  _id: string;
  courseId: string;
  personId: string;
  roleWish: RoleWish | null;
  goals: string | null;
  stage: string | null;
  helpWith: string | null;
  channel: Channel | null;
  timeZone: string | null;
  format: MeetingFormat | null;
  constraints: string | null;
  maxMentees: number | null;
  strong: string[];
  wanted: string[];
  languages: string[];
  availability: string[];
  confidence: { about: string; level: Confidence }[];
  style: { about: string; level: StyleLevel }[];
  /** By field; absent in rows of before there was the choice. */
  withheld?: Partial<Record<Withholdable, boolean>>;
  shares: Share[];
  /** Absent in rows of before there was one page. */
  asked?: AskedField[];
  /** Pages that were sent when there were four. */
  steps: string[];
  /** Activities whose score was recorded. */
  scoredFor: string[];
  completedAt?: Date;
  changedAt: Date;
}

const records = ['confidence', 'style'];

/**
 * Only what is named in `answers`; what was not said becomes null. Each field that is named is withheld or not from then on,
 * by a path of its own, so that two pages sent at once both count.
 */
export function toRow({ withheld = [], ...answers }: DraftAnswers): Partial<ProfileRow> {
  const marks = withholdable
    .filter((field) => field in answers)
    .map((field): [string, unknown] => [`withheld.${field}`, withheld.includes(field)]);
  const entries = Object.entries(answers).map(([field, value]): [string, unknown] => {
    if (!records.includes(field)) return [field, Array.isArray(value) ? [...(value as string[])] : (value ?? null)];
    return [field, Object.entries(value ?? {}).map(([about, level]) => ({ about, level: level as number }))];
  });
  return Object.fromEntries<unknown>([...entries, ...marks]);
}

/** In the order of {@link withholdable}. */
export function withheldIn({ withheld }: Pick<ProfileRow, 'withheld'>): Withholdable[] {
  return withholdable.filter((field) => withheld?.[field] === true);
}

const scalars = [
  'roleWish',
  'goals',
  'stage',
  'helpWith',
  'channel',
  'timeZone',
  'format',
  'constraints',
  'maxMentees',
] as const;

const fieldsOfSteps: Readonly<Record<string, readonly AskedField[]>> = {
  wish: ['roleWish', 'goals', 'stage', 'maxMentees'],
  topics: ['strong', 'wanted', 'confidence', 'helpWith'],
  meeting: ['channel', 'format', 'languages', 'timeZone', 'availability'],
  style: ['style', 'constraints'],
};

/** Whoever was through all pages of before was asked everything. */
function askedIn({ asked, steps, completedAt }: ProfileRow): AskedField[] {
  if (asked && asked.length > 0 && steps.length === 0) return asked;
  const before = completedAt && !asked?.length ? allFields : steps.flatMap((step) => fieldsOfSteps[step] ?? []);
  return allFields.filter((field) => before.includes(field) || asked?.includes(field) === true);
}

export function toSaved(row: ProfileRow): SavedProfile {
  const said = scalars.flatMap((field) => (row[field] === null ? [] : [[field, row[field]] as const]));
  const { personId, courseId, strong, wanted, languages, availability, shares, completedAt, changedAt } = row;
  return {
    ...{ personId, courseId, shares, asked: askedIn(row), changedAt },
    answers: {
      // SAFETY: each of these fields holds in the row what it holds in the answers, or null.
      ...(Object.fromEntries(said) as Pick<DraftAnswers, (typeof scalars)[number]>),
      ...{ strong, wanted, languages, availability },
      confidence: Object.fromEntries(row.confidence.map(({ about, level }) => [about, level])),
      style: Object.fromEntries(row.style.map(({ about, level }) => [about, level])),
      ...asWithheld(withheldIn(row)),
    },
    ...(completedAt && { completedAt }),
  };
}

/** Undefined while it is not complete. */
export function profileFrom(saved: SavedProfile | undefined): Profile | undefined {
  if (!saved?.completedAt || !saved.answers.roleWish) return undefined;
  const { personId, courseId, answers, shares, completedAt, changedAt } = saved;
  // SAFETY: the role wish is there and every list has at least its empty value; the rest is optional.
  const whole = { ...emptyAnswers, ...answers } as ProfileAnswers;
  return { ...whole, personId, courseId, shares, completedAt, changedAt };
}
