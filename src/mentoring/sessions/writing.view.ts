/** The same questions in writing: each answered in the messages, over a week. */
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import type { Asked } from '../../web/routing.js';
import type { SessionSheet } from './afterwards.service.js';
import { longestNote } from './sessions.forms.js';
import { namesOf, sessionPath } from './words.view.js';

export interface WritingPart {
  note: string;
  talkHref: string | undefined;
  questions: readonly {
    text: string;
    /** Who has answered it. */
    state: string;
    form:
      | { action: string; hidden: readonly { name: string; value: string }[]; field: FieldModel; button: string }
      | undefined;
  }[];
}

/** One question at a time: the first that the reader has not answered. */
export function writingPart(
  asked: Asked,
  sheet: SessionSheet,
  talkHref: string | undefined,
  problems?: Problems,
): WritingPart {
  const { t, visit } = asked;
  const { session, agenda, pair, book } = sheet;
  const names = namesOf(asked, pair.partners);
  const mine = session.written[visit.personId] ?? [];
  const now = agenda.writing.findIndex((_, index) => !mine.includes(index));
  const acts = !visit.preview && talkHref !== undefined && (!pair.closed || problems !== undefined);
  const form = fieldsFor(t, {}, problems);
  return {
    note: t('sessions.writing.about', { names }),
    talkHref,
    questions: agenda.writing.map((text, index) => ({
      text,
      state: stateOf(asked, sheet, index),
      form:
        acts && index === now
          ? {
              action: `${sessionPath(book.key, session.sessionId)}/write`,
              hidden: [{ name: 'question', value: String(index) }],
              field: form.field('textarea', 'text', {
                ...{ label: t('sessions.writing.answer', { question: text }), rows: 4, maxLength: longestNote },
                whoSees: t('sessions.who.thread', { names }),
              }),
              button: t('sessions.writing.button', { names }),
            }
          : undefined,
    })),
  };
}

function stateOf({ t, visit, format }: Asked, { session, pair }: SessionSheet, index: number): string {
  const has = (personId: string) => (session.written[personId] ?? []).includes(index);
  const others = pair.partners.filter(({ personId }) => has(personId)).map(({ name }) => name);
  const who = [...(has(visit.personId) ? [t('sessions.happened.you')] : []), ...others];
  return who.length === 0 ? t('sessions.writing.nobody') : t('sessions.writing.answered', { names: format.list(who) });
}
