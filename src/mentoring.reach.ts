/** How the ladder reaches partners: by the messages and the sessions of a mentorship, as far as there are such. */
import { threadKey } from './mentoring/conversation/conversation.rules.js';
import type { ConversationService } from './mentoring/conversation/conversation.service.js';
import type { Reach } from './mentoring/ladder/ladder.service.js';
import { peopleIn } from './mentoring/mentorships/pair.js';
import { lastLink, proposedAgenda } from './mentoring/sessions/sessions.rules.js';
import type { SessionsService } from './mentoring/sessions/sessions.service.js';
import { toLocal } from './shared/local-time.js';
import { failure, success } from './shared/result.js';

/** Minutes; as the form of an offer proposes. */
const usualLength = 45;

export function reachOf(
  conversation: Pick<ConversationService, 'send'> | undefined,
  sessions: Pick<SessionsService, 'sheet' | 'proposed' | 'offer'> | undefined,
): Reach {
  return {
    ...(conversation && {
      async say(doer, key, message, now) {
        const sent = await conversation.send(doer, threadKey(peopleIn(key)), message, now);
        return sent.ok ? success('said') : failure(sent.failure);
      },
    }),
    ...(sessions && {
      async proposed(doer, key, now) {
        const times = await sessions.proposed(doer, await sessions.sheet(doer, key), now);
        return times.map((time) => toLocal(time, doer.timeZone));
      },
      async offer(doer, key, { first, second, once }, now) {
        const { book, library } = await sessions.sheet(doer, key);
        const wish = { first, second, once, minutes: usualLength, agendaId: proposedAgenda(book, library) };
        const done = await sessions.offer(doer, key, { ...wish, link: lastLink(book) }, now);
        return done.ok ? success('offered') : failure(done.failure);
      },
    }),
  };
}
