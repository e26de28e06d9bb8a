/** What staff wrote, as they and as its readers see it, and the page to write one. */
import type { Person } from '../../course/roster/person.js';
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import { pagingOf, type Paging, type PlaceInList } from '../../web/paging.js';
import type { Asked } from '../../web/routing.js';
import { longestLetter } from './letters.rules.js';
import type { ShownLetter } from './letters.service.js';

export const lettersPath = '/letters';
export const writePath = `${lettersPath}/write`;

interface LettersModel extends PageModel {
  write: { label: string; href: string } | undefined;
  letters: readonly { title: string; meta: string; text: string }[];
  paging: Paging;
}

interface WriteModel extends PageModel {
  action: string;
  to: string;
  once: string;
  whoSees: string;
  field: FieldModel;
  send: string;
}

const lettersPage: PageOf<LettersModel> = pageOf('mentoring/letters/letters');
const writePage: PageOf<WriteModel> = pageOf('mentoring/letters/write');

export interface Sent {
  letters: readonly ShownLetter[];
  count: number;
  learners: number;
  place: Omit<PlaceInList, 'skip'>;
}

/** For staff: to whom, and how many have read it. */
export function sentView(asked: Asked, { letters, count, learners, place }: Sent): Page {
  const { t, format } = asked;
  return lettersPage({
    title: t('letters.sent.title', { count }),
    banner: bannerOf(asked),
    trail: [{ label: t('web.tab.home'), href: '/mentoring' }],
    tab: '/mentoring',
    narrow: true,
    write: { label: t('letters.write.toAll'), href: writePath },
    letters: letters.map((one) => ({
      title: whom(asked, one),
      meta: [
        t('letters.sent.by', { name: nameOf(asked, one.by), time: format.dateTime(one.letter.at) }),
        t('letters.sent.read', { count: one.reads, all: one.letter.toIds?.length ?? learners }),
      ].join(' '),
      text: one.letter.text,
    })),
    paging: pagingOf(t, place),
  });
}

function bannerOf({ t, query }: Asked): Banner | undefined {
  if (query.done === 'sent') return { tone: 'good', text: t('letters.sent.done') };
  return query.done === 'gone' ? { tone: 'info', text: t('letters.sent.gone') } : undefined;
}

function whom({ t, format }: Asked, { letter, to }: ShownLetter): string {
  if (!letter.toIds) return t('letters.sent.all');
  if (to.length === 0) return t('letters.sent.toGone');
  return t('letters.sent.to', { names: format.list(to.map(({ name }) => name)) });
}

function nameOf({ t }: Asked, person: Person | undefined): string {
  return person?.name ?? t('letters.somebody');
}

/** For whoever they were written to. */
export function mineView(asked: Asked, letters: readonly ShownLetter[], place: Omit<PlaceInList, 'skip'>): Page {
  const { t, format } = asked;
  return lettersPage({
    title: t('letters.mine.title'),
    lede: letters.length === 0 ? t('letters.mine.none') : t('letters.mine.lede'),
    trail: [{ label: t('web.tab.home'), href: '/mentoring' }],
    tab: '/mentoring',
    narrow: true,
    write: undefined,
    letters: letters.map((one) => ({
      title: nameOf(asked, one.by),
      meta: [format.dateTime(one.letter.at), ...(one.letter.toIds ? [] : [t('letters.mine.toAll')])].join(' · '),
      text: one.letter.text,
    })),
    paging: pagingOf(t, place),
  });
}

export interface Writing {
  /** Empty: everybody. */
  to: readonly Person[];
  learners: number;
  once: string;
}

export function writeView(asked: Asked, { to, learners, once }: Writing, problems?: Problems): Page {
  const { t, format } = asked;
  const form = fieldsFor(t, { text: '' }, problems);
  const names = format.list(to.map(({ name }) => name));
  const all = to.length === 0;
  return writePage({
    title: all ? t('letters.write.allTitle', { count: learners }) : t('letters.write.title', { names }),
    problems: form.summary,
    trail: [{ label: t('letters.link'), href: lettersPath }],
    tab: '/mentoring',
    narrow: true,
    action: writePath,
    to: to.map(({ personId }) => personId).join('.'),
    once,
    whoSees: all ? t('letters.write.whoSeesAll') : t('letters.write.whoSees', { names }),
    field: form.field('textarea', 'text', { label: t('letters.write.label'), rows: 6, maxLength: longestLetter }),
    send: t('letters.write.send'),
  });
}
