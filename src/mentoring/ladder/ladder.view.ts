/** The pages on which somebody does something about a missed date: the partner's text, and staff's. */
import type { Person } from '../../course/roster/person.js';
import { seenText } from '../../shared/seen.js';
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import type { PairKey } from '../mentorships/pair.js';
import type { Expected } from '../mentorships/watched.js';
import type { LadderRow } from './ladder.js';
import { longestText } from './ladder.forms.js';
import type { ShownRow } from './ladder.service.js';

export const pathOf = (key: PairKey, word: 'text' | 'okay' | 'rhythm' | 'excuse') => `/ladder/${key}/${word}`;

interface SayModel extends PageModel {
  action: string;
  once: string;
  whoSees: string;
  fields: readonly FieldModel[];
  send: string;
  note: string | undefined;
}

const sayPage: PageOf<SayModel> = pageOf('mentoring/ladder/say');

export interface TextSheet {
  row: LadderRow;
  partners: readonly Person[];
  /** Proposed, as a date field writes them; empty where nothing can be offered. */
  times: readonly string[];
}

/** "your date of Tuesday 24 November", "the check-in of Thursday 26 November". */
export function missText({ t, format }: Asked, { kind, at }: Expected): string {
  return t(`ladder.miss.${kind}`, { date: format.date(at) });
}

/** How the other one is spoken to: of platforms that share no names, by nothing. */
function namesOf({ format }: Asked, people: readonly Person[]): string {
  return format.list(people.map(({ name }) => name));
}

/** A ready text by how many times it speaks of. */
function readyText({ t }: Asked, names: string, times: number): string {
  return t(`ladder.text.ready.${times > 1 ? 'times' : times === 1 ? 'time' : 'plain'}`, { names });
}

/** Whether the ready text was left as it is, and speaks of more times than are offered with it. */
export function promisesMore(
  asked: Asked,
  partners: readonly Person[],
  { text, first, second }: { text: string; first: string; second: string },
): boolean {
  const offered = [first, second].filter((time) => time !== '').length;
  const names = namesOf(asked, partners);
  return [1, 2].some((times) => times > offered && text === seenText(readyText(asked, names, times)));
}

export function textView(
  asked: Asked,
  { row, partners, times }: TextSheet,
  { once, canOffer, problems }: { once: string; canOffer: boolean; problems?: Problems | undefined },
): Page {
  const { t, visit } = asked;
  const names = namesOf(asked, partners);
  const last = row.misses.at(-1);
  const ready = readyText(asked, names, canOffer ? times.length : 0);
  const stored = { text: ready, first: times[0] ?? '', second: times[1] ?? '' };
  const form = fieldsFor(t, stored, problems);
  const time = { type: 'datetime-local', size: 'short', optional: true } as const;
  return sayPage({
    title: t('ladder.text.title', { names }),
    lede: last && t('ladder.text.lede', { what: missText(asked, last) }),
    problems: form.summary,
    trail: [{ label: t('web.tab.home'), href: '/mentoring' }],
    tab: '/mentoring',
    narrow: true,
    action: pathOf(row.key, 'text'),
    once,
    whoSees: t('ladder.text.whoSees', { names }),
    fields: [
      form.field('textarea', 'text', { label: t('ladder.text.label'), rows: 6, maxLength: longestText }),
      ...(canOffer
        ? [
            form.field('text', 'first', {
              ...{ label: t('ladder.text.first'), ...time },
              hint: t('ladder.text.zone', { zone: visit.timeZone.replaceAll('_', ' ') }),
            }),
            form.field('text', 'second', { label: t('ladder.text.second'), ...time }),
          ]
        : []),
    ],
    send: t('ladder.text.send', { names }),
    note: canOffer ? t('ladder.text.note', { names }) : undefined,
  });
}

export function letterView(
  asked: Asked,
  { row, people }: ShownRow,
  { kind, once, problems }: { kind: 'okay' | 'rhythm'; once: string; problems?: Problems | undefined },
): Page {
  const { t } = asked;
  const missed = new Set(row.misses.flatMap(({ missedBy }) => missedBy));
  const to = people.map(({ personId }) => personId).filter((id) => missed.size === 0 || missed.has(id));
  const chosen = kind === 'rhythm' ? people.map(({ personId }) => personId) : to;
  const form = fieldsFor(t, { text: t(`ladder.${kind}.ready`), to: chosen }, problems);
  return sayPage({
    title: t(`ladder.${kind}.title`, { names: namesOf(asked, people) }),
    problems: form.summary,
    trail: [{ label: t('web.tab.home'), href: '/mentoring' }],
    tab: '/mentoring',
    narrow: true,
    action: pathOf(row.key, kind),
    once,
    whoSees: t('ladder.letter.whoSees'),
    fields: [
      form.field('checkboxes', 'to', {
        label: t('ladder.letter.to'),
        options: people.map(({ personId, name }) => ({ value: personId, label: name })),
      }),
      form.field('textarea', 'text', { label: t('ladder.letter.label'), rows: 6, maxLength: longestText }),
    ],
    send: t('ladder.letter.send'),
    note: t('ladder.letter.note'),
  });
}
