import { Forbidden, NotFound } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { emptyForm, problem, type Problems } from '../../web/forms.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Answered, type Asked, type Route } from '../../web/routing.js';
import { urgencies, type ReportedMessage } from './concern.js';
import { concernForm, entryForm, type ConcernAnswers } from './concerns.forms.js';
import type { ConcernsService } from './concerns.service.js';
import { concernPath, concernsPath, givenPath, startView, writeView } from './concerns.view.js';
import { concernView, givenView } from './concern.view.js';
import type { ContactsService } from './contacts.service.js';

interface Needs {
  concerns: ConcernsService;
  contacts: ContactsService;
}

export function concernsRoutes({ concerns, contacts }: Needs): Route[] {
  async function start(asked: Asked, problems?: Problems, status = problems ? 422 : 200): Promise<Reply> {
    const { courseId, personId } = asked.visit;
    const { message } = asked.query;
    const [help, canBeTold, all] = await Promise.all([
      contacts.known(courseId),
      contacts.canBeTold(courseId, personId),
      concerns.all(asked.visit),
    ]);
    await reportedIn(asked);
    return show(startView(asked, { help, canBeTold, concerns: all, message }, problems), status);
  }

  /** What the address names: a message of a conversation. */
  async function reportedIn({ visit, query }: Asked): Promise<readonly ReportedMessage[]> {
    if (query.message === undefined) return [];
    const [threadKey = '', messageId = ''] = query.message.split('~');
    return concerns.reported(visit, threadKey, messageId);
  }

  async function write(asked: Asked, problems?: Problems): Promise<Reply> {
    const { visit, query } = asked;
    const help = await contacts.known(visit.courseId);
    const topic = help.topics.find(({ topicId }) => topicId === query.topic);
    const urgency = urgencies.find((one) => one === query.urgency);
    // Step 1 asks by its address: nothing was posted that could be refused.
    if (!topic) return start(asked, problem({}, 'topic', 'concerns.form.noTopic'), 200);
    if (!urgency) return start(asked, problem({}, 'urgency', 'concerns.form.noUrgency'), 200);
    const readers = await concerns.readers(visit, topic.topicId, []);
    if (readers.length === 0) return start(asked);
    const reported = await reportedIn(asked);
    const facts = { help, topic, urgency, readers, reported, message: query.message, once: newId() };
    return show(writeView(asked, facts, problems), problems ? 422 : 200);
  }

  async function send(asked: Answered<ConcernAnswers>): Promise<Reply> {
    forbidPreview(asked);
    const { visit, query, answers, now, posted } = asked;
    const { topics } = await contacts.known(visit.courseId);
    const topic = topics.find(({ topicId }) => topicId === query.topic);
    const urgency = urgencies.find((one) => one === query.urgency);
    if (!topic || !urgency) throw new NotFound();
    const about = { topicId: topic.topicId, topic: topic.name, urgency, reported: await reportedIn(asked) };
    const taken = await concerns.raise(visit, about, answers, now);
    if (taken.ok) return goTo(`${concernPath(taken.concernId)}?done=sent`);
    const field = taken.failure === 'nobody' ? 'keptFrom' : 'words';
    return write(asked, problem(posted, field, `concerns.form.${taken.failure}`));
  }

  return [
    get(concernsPath, 'enter', (asked) => start(asked)),
    post(`${concernsPath}/missed`, 'enter', {
      schema: emptyForm,
      async accept(asked) {
        forbidPreview(asked);
        await contacts.missed(asked.visit.courseId, asked.now);
        return goTo(`${concernsPath}?done=missed`);
      },
      refuse: (asked) => start(asked),
    }),
    get(`${concernsPath}/new`, 'enter', (asked) => write(asked)),
    post(`${concernsPath}/new`, 'enter', { schema: concernForm, accept: send, refuse: write }),
    get(givenPath, 'coordinate', async (asked) => show(givenView(asked, await concerns.all(asked.visit)))),
    ...oneRoutes(concerns),
  ];
}

function oneRoutes(concerns: ConcernsService): Route[] {
  async function page(asked: Asked, problems?: Problems): Promise<Reply> {
    const concern = await concerns.open(asked.visit, idIn(asked), asked.now);
    const isNews = concern.isMine && concern.lastEntryAt && (concern.seenAt ?? concern.sentAt) < concern.lastEntryAt;
    if (isNews && !asked.visit.preview) await concerns.seen(asked.visit, concern.concernId, asked.now);
    return show(concernView(asked, concern, problems), problems ? 422 : 200);
  }

  const press = (word: string, act: (asked: Asked) => Promise<string>) =>
    post(`/concern/:concernId/${word}`, 'enter', {
      schema: emptyForm,
      async accept(asked) {
        forbidPreview(asked);
        return goTo(await act(asked));
      },
      refuse: page,
    });
  const back = (asked: Asked, said: string) => `${concernPath(idIn(asked))}?done=${said}`;

  return [
    get('/concern/:concernId', 'enter', (asked) => page(asked)),
    press('look', async (asked) => {
      await concerns.look(asked.visit, idIn(asked), asked.now);
      return back(asked, 'opened');
    }),
    press('close', async (asked) => {
      await concerns.close(asked.visit, idIn(asked), asked.now);
      return back(asked, 'closed');
    }),
    press('take-back', async (asked) => {
      const isGone = await concerns.takeBack(asked.visit, idIn(asked));
      return isGone ? `${concernsPath}?done=takenBack` : back(asked, 'read');
    }),
    post('/concern/:concernId/write', 'enter', {
      schema: entryForm,
      async accept(asked) {
        forbidPreview(asked);
        const isWritten = await concerns.write(asked.visit, idIn(asked), asked.answers.text, asked.now);
        return goTo(back(asked, isWritten ? 'written' : 'full'));
      },
      refuse: page,
    }),
  ];
}

function idIn({ params }: Asked): string {
  return params.concernId ?? '';
}

function forbidPreview({ visit }: Asked): void {
  if (visit.preview) throw new Forbidden('preview');
}
