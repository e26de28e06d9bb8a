/** How stored answers, or a first guess, stand in the form. */
import { unsaid } from './intake.rules.js';
import type { DraftAnswers, SavedProfile } from './draft-profile.js';
import type { Step } from './steps.rules.js';

type Posted = Readonly<Record<string, string | readonly string[]>>;

interface Known {
  saved: SavedProfile | undefined;
  knownTimeZone: string | undefined;
}

const said = (value: string | number | undefined): string => (value === undefined ? unsaid : String(value));

const makers: Readonly<Record<Step, (answers: DraftAnswers, known: Known) => Posted>> = {
  wish: ({ roleWish, goals = '', stage, maxMentees }) => ({
    ...(roleWish && { roleWish }),
    goals,
    stage: said(stage),
    maxMentees: said(maxMentees),
  }),
  topics: ({ strong = [], wanted = [], confidence, helpWith = '' }) => ({
    strong,
    wanted,
    confidence: levelled(confidence),
    helpWith,
  }),
  meeting: ({ channel, format, languages = [], timeZone, availability = [] }, { saved, knownTimeZone }) => ({
    channel: said(channel),
    format: said(format),
    languages,
    // Who was asked and did not say is not answered for by the launch.
    timeZone: said(saved?.completedAt || saved?.steps.includes('meeting') ? timeZone : (timeZone ?? knownTimeZone)),
    availability,
    quick: [],
  }),
  style: ({ style, constraints = '' }, { saved }) => ({
    style: levelled(style),
    constraints,
    shares: saved?.shares ?? [],
  }),
};

export function postedFrom(known: Known, step: Step): Posted {
  return makers[step](known.saved?.answers ?? {}, known);
}

/** `3 Academic writing`. */
export function levelled(record: Readonly<Record<string, number>> | undefined): string[] {
  return Object.entries(record ?? {}).map(([about, level]) => `${String(level)} ${about}`);
}
