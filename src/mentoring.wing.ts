/** The features of what runs between people once their pair is published, in the order in which they need each other. */
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import type { Roster } from './course/roster/person.js';
import type { Feature } from './feature.js';
import { charterFeature } from './mentoring/charter/charter.feature.js';
import { checkinsFeature } from './mentoring/checkins/checkins.feature.js';
import { concernsFeature } from './mentoring/concerns/concerns.feature.js';
import { conversationFeature } from './mentoring/conversation/conversation.feature.js';
import { fitFeature } from './mentoring/fit/fit.feature.js';
import { ladderFeature } from './mentoring/ladder/ladder.feature.js';
import { lettersFeature } from './mentoring/letters/letters.feature.js';
import { reachOf } from './mentoring.reach.js';
import { journalFeature } from './mentoring/journal/journal.feature.js';
import type { Mentorships } from './mentoring/mentorships/mentorship.js';
import { goalsFeature } from './mentoring/goals/goals.feature.js';
import { mentorshipsFeature } from './mentoring/mentorships/mentorships.feature.js';
import type { PartnerLines } from './mentoring/mentorships/partner-lines.js';
import { pairsService } from './mentoring/mentorships/pairs.service.js';
import { reportPath } from './mentoring/concerns/concerns.view.js';
import { pauseFeature } from './mentoring/pause/pause.feature.js';
import { sessionsFeature } from './mentoring/sessions/sessions.feature.js';
import { talkOf } from './mentoring.talk.js';

/** Those that no other feature needs. */
export const separableMentoring = [
  'checkins',
  'fit',
  'conversation',
  'concerns',
  'sessions',
  'charter',
  'goals',
  'journal',
] as const;
type Separable = (typeof separableMentoring)[number];

type NeedsOf<Front extends (connection: Connection, needs: never) => unknown> = Parameters<Front>[1];

type Needs = Omit<NeedsOf<typeof mentorshipsFeature>, 'lines'> &
  Omit<NeedsOf<typeof checkinsFeature>, 'mentorships' | 'pauses'> &
  Pick<NeedsOf<typeof fitFeature>, 'amendments'> &
  Pick<NeedsOf<typeof sessionsFeature>, 'clocks'> &
  Pick<NeedsOf<typeof ladderFeature>, 'findCoursesInUse'> &
  Pick<NeedsOf<typeof concernsFeature>, 'vault' | 'roster'> & {
    /** Folder of the templates. */
    templates: string;
    without: readonly string[];
  };

export function mentoringWing(connection: Connection, { templates, without, amendments, ...needs }: Needs) {
  const withs: Withs = (name, compose) => (without.includes(name) ? {} : compose());
  const lines = (): PartnerLines[] => shared.lines;
  const together = mentorshipsFeature(connection, { ...needs, lines });
  const { mentorships } = together;
  const breaks = pauseFeature(connection, { ...needs, mentorships, settings: amendments.settings });
  const { pauses } = breaks;
  const fits = withs('fit', () => fitFeature(connection, { kept: needs.kept, amendments, pauses }));
  const folder = join(templates, 'conversation');
  const reportHref = without.includes('concerns') ? undefined : reportPath;
  const talk = withs('conversation', () =>
    conversationFeature(connection, { ...needs, mentorships, folder, reportHref }),
  );
  const excerpt = talk.conversation?.excerpt;
  const worries = withs('concerns', () => concernsFeature(connection, { ...needs, excerpt, folder: templates }));
  const answered = withs('checkins', () => checkinsFeature(connection, { ...needs, mentorships, pauses }));
  const shared = sharedBy(connection, {
    ...needs,
    ...{ mentorships, pauses, templates, withs },
    talk: talk.conversation,
  });
  const { letters, ...mail } = lettersFeature(connection, needs);
  const watched = [shared.watched, answered.watched, talk.watched].flatMap((one) => one ?? []);
  const ladder = ladderFeature(connection, {
    ...{ ...needs, mentorships, pauses, letters, watched: () => watched },
    reach: reachOf(talk.conversation, shared.services.sessions),
  });
  // To write comes before to meet, and to plan when before the advice to do so.
  const features: readonly Feature[] = [talk, ...shared.features, together, breaks, fits, answered, worries];
  const watching: readonly Feature[] = [mail, ladder];
  return {
    features: [...features, ...watching],
    answers: fits.answers,
    services: {
      ...{ mentorships, pauses, fit: fits.fit, conversation: talk.conversation, checkins: answered.checkins },
      ...{ concerns: worries.concerns, ...shared.services },
    },
  };
}

type Withs = <Brought>(name: Separable, compose: () => Brought) => Partial<Brought>;

interface Sharing
  extends
    Omit<NeedsOf<typeof charterFeature>, 'pairs' | 'folder'>,
    Omit<NeedsOf<typeof sessionsFeature>, 'pairs' | 'folder' | 'firstLines' | 'talk'> {
  mentorships: Mentorships;
  roster: Roster;
  templates: string;
  talk: Parameters<typeof talkOf>[0];
  withs: Withs;
}

/** What the people of a mentorship agree on, plan and write down together. */
function sharedBy(connection: Connection, { templates, talk, withs, ...needs }: Sharing) {
  const pairs = pairsService(needs);
  const agreedOn = withs('charter', () =>
    charterFeature(connection, { ...needs, pairs, folder: join(templates, 'charters') }),
  );
  const aimed = withs('goals', () => goalsFeature(connection, { ...needs, pairs }));
  const kept = withs('journal', () =>
    journalFeature(connection, { kept: needs.kept, pairs, folder: join(templates, 'journal') }),
  );
  const firstLines = [aimed.goals, kept.journal].flatMap((one) => (one ? [one.firstLines] : []));
  const met = withs('sessions', () =>
    sessionsFeature(connection, {
      ...{ ...needs, pairs, firstLines, talk: talkOf(talk), folder: join(templates, 'agendas') },
    }),
  );
  const features: readonly Feature[] = [met, agreedOn, aimed, kept];
  return {
    features,
    watched: met.watched,
    lines: agreedOn.lines ? [agreedOn.lines] : [],
    services: {
      sessions: met.sessions,
      sessionsOf: met.sessionsOf,
      charters: agreedOn.charters,
      goals: aimed.goals,
      journal: kept.journal,
    },
  };
}
