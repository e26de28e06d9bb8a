import { Forbidden } from '../../shared/errors.js';
import { emptyForm, type Problems } from '../../web/forms.js';
import { download, goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Answered, type Asked, type Route } from '../../web/routing.js';
import { elsewhereForm, messageForm, muteForm, promptsForm, type Written } from './conversation.forms.js';
import type { ConversationService } from './conversation.service.js';
import {
  conversationPath,
  conversationText,
  conversationView,
  skippedIn,
  type ReportHref,
} from './conversation.view.js';
import { promptsIn } from './prompts.rules.js';
import { promptsPath, promptsView } from './prompts.view.js';

export function conversationRoutes(conversation: ConversationService, reportHref?: ReportHref): Route[] {
  async function page(asked: Asked, problems?: Problems): Promise<Reply> {
    const { visit, query, now } = asked;
    const given = { before: query.before, skipped: skippedIn(query.other), now };
    const thread = await conversation.open(visit, keyIn(asked), given);
    const newest = thread.messages.at(-1)?.sentAt;
    const isNews = newest !== undefined && (thread.own.seenAt === undefined || newest > thread.own.seenAt);
    // What was shown is read: the only thing that opening a page notes, for its reader alone.
    if (isNews && !visit.preview) await conversation.seen(visit, thread.key, newest);
    return show(conversationView(asked, { ...thread, reportHref }, problems), problems ? 422 : 200);
  }

  async function send(asked: Answered<Written>): Promise<Reply> {
    forbidPreview(asked);
    const outcome = await conversation.send(asked.visit, keyIn(asked), asked.answers, asked.now);
    if (outcome.ok) return goTo(`${conversationPath(keyIn(asked))}?done=sent`);
    const key = `conversation.form.${outcome.failure}`;
    const values = outcome.failure === 'tooMany' ? { time: asked.format.dateTime(outcome.freeFrom) } : {};
    return page(asked, { posted: asked.posted, byField: { text: { key, values } } });
  }

  return [
    get('/conversation/:threadKey', 'takePart', (asked) => page(asked)),
    post('/conversation/:threadKey', 'takePart', { schema: messageForm, accept: send, refuse: page }),
    post('/conversation/:threadKey/take-back/:messageId', 'takePart', {
      schema: emptyForm,
      async accept(asked) {
        forbidPreview(asked);
        const done = await conversation.takeBack(asked.visit, keyIn(asked), asked.params.messageId ?? '', asked.now);
        return goTo(`${conversationPath(keyIn(asked))}?done=${done ? 'takenBack' : 'tooLate'}`);
      },
      refuse: page,
    }),
    post('/conversation/:threadKey/mute', 'takePart', {
      schema: muteForm,
      async accept(asked) {
        forbidPreview(asked);
        await conversation.mute(asked.visit, keyIn(asked), asked.answers.muted === 'yes', asked.now);
        return goTo(`${conversationPath(keyIn(asked))}?done=${asked.answers.muted === 'yes' ? 'muted' : 'unmuted'}`);
      },
      refuse: page,
    }),
    post('/conversation/:threadKey/elsewhere', 'takePart', {
      schema: elsewhereForm,
      async accept(asked) {
        forbidPreview(asked);
        await conversation.sayElsewhere(asked.visit, keyIn(asked), asked.answers.where, asked.now);
        return goTo(`${conversationPath(keyIn(asked))}?done=${asked.answers.where === '' ? 'here' : 'elsewhere'}`);
      },
      refuse: page,
    }),
    get('/conversation/:threadKey/download', 'takePart', async (asked) => {
      const whole = await conversation.whole(asked.visit, keyIn(asked));
      return download('messages.txt', 'text/plain; charset=utf-8', conversationText(asked, whole));
    }),
    ...promptRoutes(conversation),
  ];
}

function promptRoutes(conversation: ConversationService): Route[] {
  async function page(asked: Asked, problems?: Problems): Promise<Reply> {
    const found = await conversation.prompts(asked.visit.courseId);
    return show(promptsView(asked, found, problems), problems ? 422 : 200);
  }

  return [
    get(promptsPath, 'configure', (asked) => page(asked)),
    post(promptsPath, 'configure', {
      schema: promptsForm,
      async accept({ visit, answers: { first, middle } }) {
        await conversation.savePrompts(visit.courseId, { first: promptsIn(first), middle: promptsIn(middle) });
        return goTo(`${promptsPath}?done=saved`);
      },
      refuse: page,
    }),
    post(`${promptsPath}/forget`, 'configure', {
      schema: emptyForm,
      async accept({ visit }) {
        await conversation.forgetPrompts(visit.courseId);
        return goTo(`${promptsPath}?done=saved`);
      },
      refuse: (asked) => page(asked),
    }),
  ];
}

function keyIn({ params }: Asked): string {
  return params.threadKey ?? '';
}

function forbidPreview({ visit }: Asked): void {
  if (visit.preview) throw new Forbidden('preview');
}
