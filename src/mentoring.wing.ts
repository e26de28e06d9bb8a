/** The features of what runs between people once their pair is published, in the order in which they need each other. */
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import type { Feature } from './feature.js';
import { charterFeature } from './mentoring/charter/charter.feature.js';
import { checkinsFeature } from './mentoring/checkins/checkins.feature.js';
import { conversationFeature } from './mentoring/conversation/conversation.feature.js';
import { fitFeature } from './mentoring/fit/fit.feature.js';
import { mentorshipsFeature } from './mentoring/mentorships/mentorships.feature.js';
import { pairsService } from './mentoring/mentorships/pairs.service.js';
import { pauseFeature } from './mentoring/pause/pause.feature.js';
import { sessionsFeature } from './mentoring/sessions/sessions.feature.js';
import { talkOf } from './mentoring.talk.js';

/** Those that no other feature needs. */
export const separableMentoring = ['checkins', 'fit', 'conversation', 'sessions', 'charter'] as const;
type Separable = (typeof separableMentoring)[number];

type NeedsOf<Front extends (connection: Connection, needs: never) => unknown> = Parameters<Front>[1];

interface Needs
  extends
    NeedsOf<typeof mentorshipsFeature>,
    Omit<NeedsOf<typeof checkinsFeature>, 'mentorships' | 'pauses'>,
    Pick<NeedsOf<typeof fitFeature>, 'amendments'>,
    Pick<NeedsOf<typeof sessionsFeature>, 'clocks'> {
  /** Folder of the templates. */
  templates: string;
  without: readonly string[];
}

export function mentoringWing(connection: Connection, { templates, without, amendments, ...needs }: Needs) {
  const withs = <Brought>(name: Separable, compose: () => Brought): Partial<Brought> =>
    without.includes(name) ? {} : compose();
  const together = mentorshipsFeature(connection, needs);
  const { mentorships } = together;
  const breaks = pauseFeature(connection, { ...needs, mentorships, settings: amendments.settings });
  const { pauses } = breaks;
  const fits = withs('fit', () => fitFeature(connection, { kept: needs.kept, amendments, pauses }));
  const folder = join(templates, 'conversation');
  const talk = withs('conversation', () => conversationFeature(connection, { ...needs, mentorships, folder }));
  const pairs = pairsService({ mentorships, roster: needs.roster });
  const agreedOn = withs('charter', () =>
    charterFeature(connection, { ...needs, mentorships, pairs, folder: join(templates, 'charters') }),
  );
  const met = withs('sessions', () =>
    sessionsFeature(connection, {
      ...{ ...needs, mentorships, pairs, pauses, firstLines: [], talk: talkOf(talk.conversation) },
      folder: join(templates, 'agendas'),
    }),
  );
  const answered = withs('checkins', () => checkinsFeature(connection, { ...needs, mentorships, pauses }));
  // To write comes before to meet.
  const features: readonly Feature[] = [talk, together, agreedOn, met, breaks, fits, answered];
  return {
    features,
    answers: fits.answers,
    services: {
      ...{ mentorships, pauses, fit: fits.fit, conversation: talk.conversation, checkins: answered.checkins },
      ...{ sessions: met.sessions, sessionsOf: met.sessionsOf, charters: agreedOn.charters },
    },
  };
}
