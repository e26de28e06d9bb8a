/**
 * What features contribute to the homes of a course, which know none of them: *work* for the teachers' queue, *figures*
 * of how the course is doing, and a person's own part: a headline, *steps*, *cards*, the path, links.
 */
import type { Asked } from '../web/routing.js';

/** How much harm waiting does; the order of the teachers' queue. */
export const urgencies = [
  'concern',
  'help',
  'mood',
  'called',
  'broken',
  'course',
  'people',
  'decision',
  'missing',
  'notice',
] as const;
export type Urgency = (typeof urgencies)[number];

export type Tone = 'good' | 'bad' | 'warn' | 'info' | 'calm';

export interface Link {
  label: string;
  /** A path inside the visit. */
  href: string;
}

/** A page of the platform itself, which opens over the frame. */
export interface PlatformLink {
  label: string;
  href: string;
  top: true;
}

/** A button that does something at once: posted to `action` with these fields. */
export interface Press {
  label: string;
  action: string;
  fields: readonly { name: string; value: string }[];
}

/** One row of the teachers' queue. */
export interface Work {
  /** Names it among all there are: lower case, digits, dots and dashes. What is put off is remembered by it. */
  item: string;
  urgency: Urgency;
  /** How much there is of it; more of it brings back what was put off. */
  size: number;
  icon: string;
  tone: Tone;
  title: string;
  text: string;
  /** Where the one whom it is about is told of in order of time. */
  href?: string;
  /** By when something should be done, or since when it waits. */
  chip?: { tone: Tone; text: string; icon?: string };
  /** Since when, and what happens if nothing is done. */
  meta?: string;
  actions: readonly (Link | Press)[];
}

/** What somebody of the staff did about a row. */
export interface Closed {
  at: Date;
  /** Undefined where nobody knows them any more. */
  by: string | undefined;
  text: string;
  /** Takes it back. */
  back?: Press;
}

/** One number of how the course is doing, and where it comes from. */
export interface Figure {
  /** Its place among the others. */
  at: number;
  label: string;
  value: string;
  note?: string;
  how: string;
  source: string;
  /** When it was true, in words. */
  age: string;
}

/** How soon a person's step comes before the others. */
export const stepOrder = ['awaited', 'first', 'choice', 'rest', 'due', 'ongoing'] as const;

export interface Step {
  order: (typeof stepOrder)[number];
  title: string;
  text: string;
  action?: Link | PlatformLink;
  dueAt?: Date;
}

/** Who says what a person's home is about; the last of them stands. */
export const headlineOrder = ['idle', 'start', 'settled', 'proposed', 'together'] as const;

export interface Headline {
  order: (typeof headlineOrder)[number];
  title: string;
  lede: string;
}

/** Where a card stands among the others. */
export const cardPlaces = ['asks', 'notices', 'people', 'more'] as const;

/** A part of a person's home: a template of the feature's own with what it prints. */
export interface Card {
  place: (typeof cardPlaces)[number];
  /** Below `views`: `/mentoring/fit/card`. */
  template: string;
  model: object;
}

/** A milestone on the way, in the order of `at`; the first that is not done is where the person is. */
export interface PathStep {
  at: number;
  done: boolean;
  title: string;
  note: string;
}

/** What somebody may need of the reader, most urgent first; `quiet`: nothing. */
export const needOrder = ['help', 'unread', 'confirm', 'due', 'quiet'] as const;

/** What one feature knows now of somebody the reader is together with; the home shows each person once. */
export interface PersonNow {
  personId: string;
  name: string;
  avatar: { initials: string; hue: number };
  /** The reader is their mentor: only these stand in the list of mentees. */
  isMentee?: boolean;
  need: (typeof needOrder)[number];
  text: string;
  action?: Link;
}

/** What one feature says on the home of a person who takes part. */
export interface OwnPart {
  headline?: Headline;
  steps?: readonly Step[];
  cards?: readonly Card[];
  people?: readonly PersonNow[];
  path?: readonly PathStep[];
  /** Changes that a person may ask for. */
  links?: readonly Link[];
  whoSees?: readonly { icon: string; text: string }[];
}

export interface Health {
  figures?: readonly Figure[];
  lines?: readonly { text: string; link: Link }[];
}

/** One of the steps until a course runs, in the order of `at`; when the last is done, they have done their work. */
export interface StartStep extends PathStep {
  link: Link;
}

/** All parts are questions: none writes. */
export interface HomeContribution {
  start?(asked: Asked): Promise<StartStep>;
  work?(asked: Asked): Promise<readonly Work[]>;
  /** What was done about rows, in any order; only for staff. */
  closed?(asked: Asked): Promise<readonly Closed[]>;
  health?(asked: Asked): Promise<Health>;
  own?(asked: Asked): Promise<OwnPart>;
  /** Text key of what the home says after an act, by the word in `?done=`. */
  done?: Readonly<Record<string, string>>;
}

export type CardOf<Model extends object> = (model: Model) => Card;

/** Binds a card's template to the type of what it prints. */
export function cardOf<Model extends object>(place: Card['place'], template: string): CardOf<Model> {
  return (model) => ({ place, template, model });
}
