/** What of a person's answers goes along into another course: only what that course asks, in its words. */
import { asWithheld, emptyAnswers } from './answers.rules.js';
import type { DraftAnswers } from './draft-profile.js';
import { askedFields } from './intake.rules.js';
import { isTyped } from './languages.rules.js';
import {
  withholdable,
  type Confidence,
  type OptionalField,
  type ProfileAnswers,
  type Questions,
  type StyleLevel,
} from './profile.js';

export const portableFormat = 'tandem-profile-1';

interface Level {
  about: string;
  level: number;
}

/** As the file holds it: statements by their words, since each course has ids of its own. */
export interface PortableProfile {
  format: typeof portableFormat;
  answers: Omit<DraftAnswers, 'confidence' | 'style' | 'roleWish'> & {
    roleWish: ProfileAnswers['roleWish'];
    confidence: readonly Level[];
    style: readonly Level[];
  };
}

/** Without what partners may see: that is said anew in each course. Undefined before anything was answered. */
export function portableOf(answers: DraftAnswers, { style }: Pick<Questions, 'style'>): PortableProfile | undefined {
  const { roleWish, confidence = {}, style: fits = {}, ...rest } = answers;
  if (!roleWish) return undefined;
  const statements = style.flatMap(({ id, text }): Level[] => {
    const level = fits[id];
    return level === undefined ? [] : [{ about: text, level }];
  });
  const topics = Object.entries(confidence).map(([about, level]): Level => ({ about, level }));
  return { format: portableFormat, answers: { ...rest, roleWish, confidence: topics, style: statements } };
}

export interface Loaded {
  answers: DraftAnswers;
  /** Asked here, and something in the file fits none of this course's choices. */
  unfit: readonly OptionalField[];
}

type Here = Pick<Questions, 'asked' | 'topics' | 'stages' | 'style'> & { languages: readonly string[] };

/** What the file does not say stays as it is; what this course does not ask is not read. */
export function loadedFrom({ answers: said }: PortableProfile, here: Here): Loaded {
  const asked = askedFields(here);
  const fitting = fittingAnswers(said, here);
  const known = Object.entries(fitting).filter(([field]) => asked.some((one) => one === field));
  const unfit = asked.filter((field) => sizeOf(said[field]) > sizeOf(fitting[field]));
  const hidden = withholdable.filter(
    (field) => asked.includes(field) && said.withheld?.includes(field) === true && sizeOf(said[field]) === 0,
  );
  const none: DraftAnswers = emptyAnswers;
  return {
    answers: {
      roleWish: said.roleWish,
      ...Object.fromEntries(known.filter(([, value]) => sizeOf(value) > 0)),
      ...Object.fromEntries(hidden.map((field) => [field, none[field]])),
      ...asWithheld(hidden),
    },
    unfit,
  };
}

function fittingAnswers(said: PortableProfile['answers'], { topics, stages, style, languages }: Here): DraftAnswers {
  const among = (list: readonly string[], offered: readonly string[]) => offered.filter((one) => list.includes(one));
  const { stage, strong = [], wanted = [], confidence, style: fits, languages: spoken = [] } = said;
  const levelOf = (levels: readonly Level[], about: string) => levels.find((one) => one.about === about)?.level;
  const rated = topics.flatMap((topic): [string, number][] => entryOf(topic, levelOf(confidence, topic)));
  const agreed = style.flatMap(({ id, text }): [string, number][] => entryOf(id, levelOf(fits, text)));
  return {
    ...said,
    stage: stages.find((one) => one === stage),
    ...{
      strong: among(strong, topics),
      wanted: among(wanted, topics),
      languages: spoken.filter((one) => isTyped(one) || languages.includes(one)),
    },
    // SAFETY: the file's levels were parsed, and each is in range.
    confidence: Object.fromEntries(rated) as Record<string, Confidence>,
    style: Object.fromEntries(agreed) as Record<string, StyleLevel>,
  };
}

function entryOf(about: string, level: number | undefined): [string, number][] {
  return level === undefined ? [] : [[about, level]];
}

/** How much is said: nothing is 0. */
function sizeOf(value: unknown): number {
  if (value === undefined || value === '') return 0;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 1;
}
