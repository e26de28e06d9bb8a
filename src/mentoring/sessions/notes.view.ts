/** What is written down of a session, each with its readers, and the next step. */
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import type { Asked } from '../../web/routing.js';
import type { SessionSheet } from './afterwards.service.js';
import { levels, type Level } from './note.js';
import { longestNote, longestStep } from './sessions.forms.js';
import { markOf, stepWords, touchedFrom } from './sessions.rules.js';
import { dayText } from './times.view.js';
import { namesOf, sessionPath } from './words.view.js';

export interface NotesPart {
  form:
    | {
        action: string;
        hidden: readonly { name: string; value: string }[];
        fields: readonly FieldModel[];
        next: readonly FieldModel[];
      }
    | undefined;
  /** What somebody else wrote while this form was open. */
  meanwhile: { title: string; text: string } | undefined;
  /** Where nothing can be written any more. */
  read: readonly { label: string; text: string }[];
}

export function notesPart(asked: Asked, sheet: SessionSheet, problems?: Problems): NotesPart {
  const { visit } = asked;
  const { pair, session } = sheet;
  const isOpen = !pair.closed && !visit.preview && !session.cancelled;
  // Words that were sent to a page that is closed by now stay to be copied.
  const isKept = problems !== undefined && 'shared' in problems.posted;
  if (!isOpen && !isKept) return { form: undefined, meanwhile: undefined, read: readLines(asked, sheet) };
  return { form: formOf(asked, sheet, problems), meanwhile: meanwhileOf(asked, sheet, problems), read: [] };
}

function meanwhileOf({ t }: Asked, { notes }: SessionSheet, problems?: Problems): NotesPart['meanwhile'] {
  const level = levels.find((one) => problems?.byField[one]?.key === 'sessions.form.changed');
  const note = level && notes.get(level);
  return note && { title: t('sessions.notes.meanwhile'), text: note.text };
}

function formOf(asked: Asked, sheet: SessionSheet, problems?: Problems): NotesPart['form'] {
  const { t } = asked;
  const { notes, session, pair, book } = sheet;
  const names = namesOf(asked, pair.partners);
  const stored = {
    ...Object.fromEntries(levels.map((level) => [level, notes.get(level)?.text ?? ''])),
    ...{ next: session.next?.text ?? '', nextBy: session.next?.by ?? '' },
  };
  const form = fieldsFor(t, stored, problems && freshened(problems, stored));
  const icons: Readonly<Record<Level, string>> = { shared: 'people', own: 'lock', coordinator: 'eye' };
  const note = (level: Level) => ({
    ...form.field('textarea', level, {
      ...{ label: t(`sessions.notes.${level}`), rows: level === 'shared' ? 4 : 2, optional: true },
      ...{ whoSees: t(`sessions.who.${level}`, { names }), maxLength: longestNote, private: level !== 'shared' },
    }),
    whoSeesIcon: icons[level],
  });
  return {
    action: `${sessionPath(book.key, session.sessionId)}/notes`,
    hidden: hiddenOf(sheet),
    fields: levels.map(note),
    next: [
      form.field('text', 'next', {
        ...{ label: nextLabel(asked, sheet), hint: t('sessions.next.hint', { names }), optional: true },
        maxLength: longestStep,
      }),
      form.field('text', 'nextBy', { label: t('sessions.next.day'), optional: true, type: 'date', size: 'short' }),
    ],
  };
}

/** What was not touched on the page that was sent is shown as it is now. */
function freshened(problems: Problems, stored: Readonly<Record<string, string>>): Problems {
  const { posted } = problems;
  const sent = (name: string) => (typeof posted[name] === 'string' ? posted[name] : '');
  const isTouched = (text: string, name: string) => touchedFrom(sent(`${name}Seen`), text) !== undefined;
  const kept = levels.filter((level) => !isTouched(sent(level), level)).map((level) => level as string);
  const step = isTouched(stepWords({ text: sent('next'), by: sent('nextBy') }), 'next') ? [] : ['next', 'nextBy'];
  const fresh = [...kept, ...step].map((name) => [name, stored[name] ?? '']);
  return { ...problems, posted: { ...posted, ...(Object.fromEntries(fresh) as Record<string, string>) } };
}

/** As they are now: sent once more, the form is about what the page shows. */
function hiddenOf({ notes, session }: SessionSheet): { name: string; value: string }[] {
  const seen = levels.map((level) => {
    const note = notes.get(level);
    return { name: `${level}Seen`, value: markOf(note?.text ?? '', note?.revision ?? 0) };
  });
  return [...seen, { name: 'nextSeen', value: markOf(stepWords(session.next ?? { text: '' }), 0) }];
}

/** In a mentorship it is the mentee's. */
function nextLabel({ t, visit, format }: Asked, { pair }: SessionSheet): string {
  const { menteeIds } = pair.mentorship;
  if (menteeIds.includes(visit.personId)) return t('sessions.next.yours');
  const names = pair.partners.filter(({ personId }) => menteeIds.includes(personId)).map(({ name }) => name);
  return names.length === 0 ? t('sessions.next.any') : t('sessions.next.theirs', { names: format.list(names) });
}

function readLines(asked: Asked, sheet: SessionSheet): { label: string; text: string }[] {
  const { t } = asked;
  const { notes, session } = sheet;
  const written = levels.flatMap((level) => {
    const text = notes.get(level)?.text ?? '';
    return text === '' ? [] : [{ label: t(`sessions.notes.${level}`), text }];
  });
  if (!session.next) return written;
  const by =
    session.next.by === undefined ? '' : ` ${t('sessions.next.by', { date: dayText(asked, session.next.by) })}`;
  return [...written, { label: t('sessions.next.any'), text: `${session.next.text}${by}` }];
}
