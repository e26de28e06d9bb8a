/** The page of a conversation: who reads it, a question to begin with, what was written, and a place to write. */
import { takesPartHere, type Person } from '../../course/roster/person.js';
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import type { Message } from './conversation.js';
import { longest, longestWhere, mayTakeBack, paragraphsOf, saidParts, type Said } from './conversation.rules.js';
import type { OpenThread } from './conversation.service.js';

interface Press {
  action: string;
  label: string;
  about?: string;
  tone: 'quiet' | 'outline';
  small?: boolean;
  fields?: readonly { name: string; value: string }[];
}

interface MessageModel {
  id: string;
  mine: boolean;
  name: string;
  avatar: { initials: string; hue: number } | undefined;
  time: string;
  prompt: string | undefined;
  paragraphs: readonly (readonly Said[])[];
  takenBack: string | undefined;
  takeBack: Press | undefined;
  report: { href: string; label: string; about: string } | undefined;
}

interface ConversationModel extends PageModel {
  whoSees: string;
  elsewhere: readonly string[];
  prompt: { text: string; answerHref: string; otherHref: string } | undefined;
  earlier: { href: string; label: string } | undefined;
  latestHref: string | undefined;
  days: readonly { day: string; messages: readonly MessageModel[] }[];
  none: string | undefined;
  form:
    | { action: string; hidden: readonly { name: string; value: string }[]; field: FieldModel; button: string }
    | undefined;
  note: string | undefined;
  mute: Press | undefined;
  download: { href: string; label: string } | undefined;
  place: { action: string; field: FieldModel; opens: string; button: string } | undefined;
}

/** Path inside the visit where a message is reported. */
export type ReportHref = (threadKey: string, messageId: string) => string;

/** A thread, and where its messages are reported. */
type ShownThread = OpenThread & { reportHref?: ReportHref | undefined };

const conversationPage: PageOf<ConversationModel> = pageOf('mentoring/conversation/conversation');

export function conversationPath(key: string): string {
  return `/conversation/${key}`;
}

export function conversationView(asked: Asked, thread: ShownThread, problems?: Problems): Page {
  const { t, query } = asked;
  const names = namesOf(asked, thread.partners);
  const path = conversationPath(thread.key);
  const isWriting = !thread.closed && !asked.visit.preview;
  const readers = readersOf(asked, thread);
  const [first] = thread.messages;
  return conversationPage({
    title: t('conversation.title', { names }),
    lede: thread.closed && t(`conversation.closed.${thread.closed}`, { names, count: thread.partners.length }),
    banner: bannerOf(asked),
    problems: fieldsFor(t, {}, problems).summary,
    trail: [{ label: t('web.tab.home'), href: '/mentoring' }],
    narrow: true,
    whoSees: t('conversation.who', { names, count: thread.partners.length }),
    elsewhere: elsewhereLines(asked, thread),
    prompt: isWriting ? promptOf(asked, thread) : undefined,
    earlier:
      first && thread.earlier > 0
        ? {
            href: `${path}?before=${first.messageId}`,
            label: t('conversation.earlier', { count: thread.earlier }),
          }
        : undefined,
    latestHref: query.before === undefined ? undefined : path,
    days: daysOf(asked, thread),
    none: thread.messages.length === 0 ? t('conversation.none') : undefined,
    form: isWriting ? formOf(asked, thread, problems) : undefined,
    note: isWriting ? t('conversation.note', readers) : undefined,
    ...ends(asked, thread, problems),
  });
}

const done = ['sent', 'takenBack', 'muted', 'unmuted', 'elsewhere', 'here'] as const;

function bannerOf({ t, query }: Asked): Banner | undefined {
  if (query.done === 'tooLate') return { tone: 'warn', text: t('conversation.done.tooLate') };
  const said = done.find((one) => one === query.done);
  return said && { tone: 'good', text: t(`conversation.done.${said}`) };
}

/** Whoever says it, it stands above the messages. */
function elsewhereLines({ t }: Asked, { elsewhere, own }: OpenThread): string[] {
  return [
    ...elsewhere.map(({ person, where }) => t('conversation.elsewhere.theirs', { name: person.name, where })),
    ...(own.elsewhere ? [t('conversation.elsewhere.mine', { where: own.elsewhere.where })] : []),
  ];
}

function promptOf({ query }: Asked, { prompt, key }: OpenThread): ConversationModel['prompt'] {
  if (prompt === undefined || query.before !== undefined) return undefined;
  const skipped = skippedIn(query.other);
  const other = skipped === 0 ? '' : `&other=${skipped}`;
  return {
    text: prompt,
    answerHref: `${conversationPath(key)}?answer=1${other}#text`,
    otherHref: `${conversationPath(key)}?other=${skipped + 1}`,
  };
}

/** How many questions the reader has passed over; nonsense is none. */
export function skippedIn(asked: string | undefined): number {
  return /^\d{1,3}$/.test(asked ?? '') ? Number(asked) : 0;
}

function daysOf(asked: Asked, thread: ShownThread): ConversationModel['days'] {
  const days: { day: string; messages: MessageModel[] }[] = [];
  for (const message of thread.messages) {
    const day = asked.format.date(message.sentAt);
    const last = days.at(-1);
    const model = messageModel(asked, thread, message);
    if (last?.day === day) last.messages.push(model);
    else days.push({ day, messages: [model] });
  }
  return days;
}

function messageModel(asked: Asked, thread: ShownThread, message: Message): MessageModel {
  const { t, format, visit, now } = asked;
  const { messageId, authorId, sentAt, text = '', prompt, takenBackAt } = message;
  const mine = authorId === visit.personId;
  const author = thread.partners.find(({ personId }) => personId === authorId);
  const name = mine ? t('conversation.you') : (author?.name ?? '');
  const path = `${conversationPath(thread.key)}/take-back/${messageId}`;
  const label = t('conversation.takeBack');
  return {
    ...{ id: `m-${messageId}`, mine, name, prompt, time: format.time(sentAt) },
    avatar: mine || !author ? undefined : { initials: author.initials, hue: author.hue },
    paragraphs: paragraphsOf(text).map(saidParts),
    takenBack: takenBackAt && t('conversation.takenBack'),
    takeBack:
      mayTakeBack(message, visit.personId, now) && !visit.preview
        ? { action: path, label, about: text.slice(0, 40), tone: 'quiet', small: true }
        : undefined,
    report: reportOf(asked, thread, message),
  };
}

function reportOf({ t, visit }: Asked, { key, reportHref }: ShownThread, { messageId, authorId, text }: Message) {
  if (authorId === visit.personId || text === undefined || !reportHref) return undefined;
  return { href: reportHref(key, messageId), label: t('conversation.report'), about: text.slice(0, 40) };
}

function formOf(asked: Asked, thread: OpenThread, problems: Problems | undefined): ConversationModel['form'] {
  const { t, query } = asked;
  const posted = problems?.posted.prompt;
  const prompt = typeof posted === 'string' ? posted : query.answer === undefined ? undefined : thread.prompt;
  const isFirst = thread.messages.length === 0 && thread.earlier === 0 && prompt === undefined;
  // A text that can be sent as it is: the hardest message is the first.
  const text = isFirst ? t('conversation.form.first', { names: namesOf(asked, thread.partners) }) : '';
  const form = fieldsFor(t, { text }, problems);
  return {
    action: conversationPath(thread.key),
    hidden: [
      { name: 'once', value: thread.once },
      ...(prompt === undefined ? [] : [{ name: 'prompt', value: prompt }]),
    ],
    field: form.field('textarea', 'text', {
      label: prompt === undefined ? t('conversation.form.label') : t('conversation.form.answer', { prompt }),
      rows: 4,
      maxLength: longest,
    }),
    button: t('conversation.form.button', readersOf(asked, thread)),
  };
}

function ends(
  { t, visit }: Asked,
  thread: OpenThread,
  problems?: Problems,
): Pick<ConversationModel, 'mute' | 'download' | 'place'> {
  const path = conversationPath(thread.key);
  const isEmpty = thread.messages.length === 0;
  const download = isEmpty ? undefined : { href: `${path}/download`, label: t('conversation.download') };
  if (thread.closed || visit.preview) return { download, mute: undefined, place: undefined };
  const isMuted = thread.own.mutedSince !== undefined;
  const form = fieldsFor(t, { where: thread.own.elsewhere?.where ?? '' }, problems);
  return {
    download,
    mute: {
      action: `${path}/mute`,
      label: t(isMuted ? 'conversation.unmute' : 'conversation.mute'),
      tone: 'quiet',
      fields: [{ name: 'muted', value: isMuted ? 'no' : 'yes' }],
    },
    place: {
      action: `${path}/elsewhere`,
      opens: t('conversation.elsewhere.opens'),
      field: form.field('text', 'where', {
        label: t('conversation.elsewhere.label'),
        hint: t('conversation.elsewhere.hint'),
        optional: true,
        maxLength: longestWhere,
      }),
      button: t('conversation.elsewhere.button'),
    },
  };
}

/** Who of the others is here to read what is written now. */
function readersOf(asked: Asked, { partners }: OpenThread): { names: string; count: number } {
  const here = partners.filter(takesPartHere);
  return { names: namesOf(asked, here), count: here.length };
}

export function namesOf({ format }: Pick<Asked, 'format'>, partners: readonly Person[]): string {
  return format.list(partners.map(({ name }) => name).sort(format.compare));
}

/** Plain text, oldest first, for those who were there. */
export function conversationText(
  asked: Asked,
  { partners, messages }: { partners: readonly Person[]; messages: readonly Message[] },
): string {
  const { t, format, visit } = asked;
  const names = new Map(partners.map(({ personId, name }) => [personId, name]));
  const lines = messages.map(({ authorId, sentAt, text, prompt }) => {
    const name = authorId === visit.personId ? t('conversation.you') : (names.get(authorId) ?? '');
    const said = text ?? t('conversation.takenBack');
    return `${name}, ${format.dateTime(sentAt)}\n${prompt === undefined ? '' : `(${prompt})\n`}${said}\n`;
  });
  return `${t('conversation.title', { names: namesOf(asked, partners) })}\n\n${lines.join('\n')}`;
}
