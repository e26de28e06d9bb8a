/** "Did it happen?": one's own answer first, then the others' as they stand. */
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import type { Asked } from '../../web/routing.js';
import type { SessionSheet } from './afterwards.service.js';
import { saids, type Said } from './session.js';
import { maySay } from './sessions.rules.js';
import { namesOf, sessionPath } from './words.view.js';

export interface Happened {
  /** Absent: it was said already. */
  form: { title: string; action: string; field: FieldModel; note: string } | undefined;
  /** Shown only to who has said something. */
  said: readonly string[];
}

export function happenedPart(asked: Asked, sheet: SessionSheet, problems?: Problems): Happened | undefined {
  const { session, outcome } = sheet;
  const { personId } = asked.visit;
  if (session.way === 'writing' || session.cancelled || outcome.is === 'ahead') return undefined;
  const said = session.answers[personId] ? saidLines(asked, sheet) : [];
  if (maySay(session, outcome, personId)) return { said, form: formOf(asked, sheet, problems) };
  return said.length > 0 ? { form: undefined, said } : undefined;
}

function formOf(asked: Asked, sheet: SessionSheet, problems?: Problems): NonNullable<Happened['form']> {
  const { session, outcome, pair, book } = sheet;
  const { visit, t } = asked;
  const names = namesOf(asked, pair.partners);
  const isAgain = outcome.is === 'again';
  const before = isAgain ? session.answers[visit.personId]?.said : undefined;
  const form = fieldsFor(t, before === undefined ? {} : { said: before }, problems);
  return {
    title: t(isAgain ? 'sessions.happened.again' : 'sessions.happened.title'),
    action: `${sessionPath(book.key, session.sessionId)}/answer`,
    field: form.field('radios', 'said', {
      label: t('sessions.happened.label'),
      options: saids.map((value) => ({ value, label: wordFor(asked, value, names) })),
    }),
    note: noteOf(asked, sheet, names),
  };
}

function wordFor({ t }: Asked, said: Said, names: string): string {
  return t(`sessions.happened.${said}`, { names });
}

function noteOf({ t, visit }: Asked, { session, outcome, pair }: SessionSheet, names: string): string {
  if (outcome.is === 'again') return t('sessions.happened.againNote', { names });
  const count = pair.partners.filter(({ personId }) => session.answers[personId]).length;
  const isSaid = count > 0 && session.answers[visit.personId] === undefined;
  return isSaid ? t('sessions.happened.theySaid', { names, count: pair.partners.length }) : t('sessions.happened.note');
}

/** Never averaged: each one's word as it is, the second beside the first. */
function saidLines(asked: Asked, { session, pair }: SessionSheet): string[] {
  const { t, visit } = asked;
  const people = [{ personId: visit.personId, name: t('sessions.happened.you') }, ...pair.partners];
  return people.flatMap(({ personId, name }) => {
    const answer = session.again[personId] ?? session.answers[personId];
    if (!answer) return [];
    const whom = personId === visit.personId ? namesOf(asked, pair.partners) : t('sessions.happened.other');
    return [t(`sessions.happened.says.${answer.said}`, { name, whom })];
  });
}
