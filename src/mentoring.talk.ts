/** Sessions in writing are held in the messages of a mentorship, which know nothing of sessions. */
import { threadKey } from './mentoring/conversation/conversation.rules.js';
import type { ConversationService } from './mentoring/conversation/conversation.service.js';
import { conversationPath } from './mentoring/conversation/conversation.view.js';
import type { Talk } from './mentoring/sessions/afterwards.service.js';
import { failure, success } from './shared/result.js';

/** Undefined where nobody talks. */
export function talkOf(conversation: Pick<ConversationService, 'send'> | undefined): Talk | undefined {
  if (!conversation) return undefined;
  return {
    pathTo: (memberIds) => conversationPath(threadKey(memberIds)),
    async say(doer, memberIds, { prompt: question, ...message }, now) {
      const sent = await conversation.send(doer, threadKey(memberIds), { ...message, question }, now);
      return sent.ok ? success('said') : failure(sent.failure);
    },
  };
}
