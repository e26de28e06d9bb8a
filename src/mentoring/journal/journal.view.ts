/** A journal as its writer reads it, and what partners shared of theirs. */
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import { pagingOf, type Paging } from '../../web/paging.js';
import type { Asked } from '../../web/routing.js';
import type { Pair } from '../mentorships/pair.js';
import { kinds, longest, type Entry } from './entry.js';
import type { JournalSheet } from './journal.service.js';

interface Press {
  action: string;
  label: string;
  about: string;
  tone: 'outline' | 'quiet';
  small: true;
  fields?: readonly { name: string; value: string }[];
}

interface EntryModel {
  title: string;
  prompt: string | undefined;
  text: string;
  who: { text: string; icon: 'lock' | 'people' };
  presses: readonly Press[];
}

interface JournalModel extends PageModel {
  form:
    | {
        action: string;
        hidden: readonly { name: string; value: string }[];
        prompt: { text: string; otherHref: string; label: string };
        whoSees: { text: string; icon: 'lock' };
        fields: readonly FieldModel[];
      }
    | undefined;
  entries: readonly EntryModel[];
  none: string | undefined;
  paging: Paging | undefined;
}

const journalPage: PageOf<JournalModel> = pageOf('mentoring/journal/journal');

export const journalPath = '/journal';

/** How many questions the reader has passed over; nonsense is none. */
export function skippedIn(asked: string | undefined): number {
  return /^\d{1,3}$/.test(asked ?? '') ? Number(asked) : 0;
}

const done = ['written', 'shared', 'removed'] as const;

function bannerOf({ t, query }: Asked): Banner | undefined {
  if (query.problem === 'closed') return { tone: 'warn', text: t('journal.refused') };
  const said = done.find((one) => one === query.done);
  return said === undefined ? undefined : { tone: 'good', text: t(`journal.done.${said}`) };
}

export function journalView(asked: Asked, sheet: JournalSheet, problems?: Problems): Page {
  const { t, visit } = asked;
  return journalPage({
    title: t('journal.title'),
    lede: t('journal.lede'),
    banner: bannerOf(asked),
    problems: fieldsFor(t, {}, problems).summary,
    trail: [{ label: t('web.tab.home'), href: '/mentoring' }],
    narrow: true,
    form: visit.preview ? undefined : formOf(asked, sheet, problems),
    entries: sheet.entries.map((entry) => ownEntry(asked, entry, sheet.pairs)),
    none: sheet.entries.length === 0 ? t('journal.none') : undefined,
    paging: sheet.place.pages > 1 ? pagingOf(t, sheet.place) : undefined,
  });
}

function formOf(asked: Asked, { once, prompt }: JournalSheet, problems?: Problems): JournalModel['form'] {
  const { t, query } = asked;
  const posted = problems?.posted ?? {};
  const kept = (name: string, otherwise: string) => (typeof posted[name] === 'string' ? posted[name] : otherwise);
  const form = fieldsFor(t, { kind: 'journal' }, problems);
  const question = kept('prompt', prompt);
  return {
    action: journalPath,
    hidden: [
      { name: 'once', value: kept('once', once) },
      { name: 'prompt', value: question },
    ],
    prompt: {
      text: question,
      otherHref: `${journalPath}?other=${skippedIn(query.other) + 1}`,
      label: t('journal.other'),
    },
    whoSees: { text: t('journal.who.own'), icon: 'lock' },
    fields: [
      form.field('textarea', 'text', { label: t('journal.form.label'), rows: 6, maxLength: longest, private: true }),
      form.field('radios', 'kind', {
        label: t('journal.form.kindLabel'),
        options: kinds.map((value) => ({ value, label: t(`journal.kind.${value}`) })),
      }),
    ],
  };
}

function ownEntry(asked: Asked, entry: Entry, pairs: readonly Pair[]): EntryModel {
  const { t, format, visit } = asked;
  const named = (some: readonly Pair[]) =>
    format.list(some.flatMap(({ partners }) => partners.map(({ name }) => name)));
  const shared = pairs.filter(({ key }) => entry.sharedWith.includes(key));
  const open = visit.preview ? [] : pairs.filter(({ key, closed }) => !closed && !entry.sharedWith.includes(key));
  const about = entry.text.slice(0, 40);
  const path = `${journalPath}/${entry.entryId}`;
  const share = open.map((pair): Press => ({
    ...{
      action: `${path}/share`,
      label: t('journal.share', { names: named([pair]) }),
      about,
      tone: 'outline',
      small: true,
    },
    fields: [{ name: 'with', value: pair.key }],
  }));
  const remove: Press = { action: `${path}/remove`, label: t('journal.remove'), about, tone: 'quiet', small: true };
  return {
    ...{ title: format.dateTime(entry.at), prompt: entry.prompt, text: entry.text },
    who:
      shared.length === 0
        ? { text: t('journal.who.own'), icon: 'lock' }
        : { text: t('journal.who.shared', { names: named(shared) }), icon: 'people' },
    presses: visit.preview ? [] : [...share, remove],
  };
}

interface SharedModel extends PageModel {
  entries: readonly EntryModel[];
  none: string | undefined;
}

const sharedPage: PageOf<SharedModel> = pageOf('mentoring/journal/shared');

export function sharedView(asked: Asked, { pair, entries }: { pair: Pair; entries: readonly Entry[] }): Page {
  const { t, format, visit } = asked;
  const names = format.list(pair.partners.map(({ name }) => name));
  const nameOf = (id: string) => pair.partners.find(({ personId }) => personId === id)?.name ?? '';
  return sharedPage({
    title: t('journal.sharedTitle', { names }),
    trail: [{ label: t('web.tab.home'), href: '/mentoring' }],
    narrow: true,
    entries: entries.map(({ personId, at, prompt, text }) => ({
      title: t('journal.by', {
        name: personId === visit.personId ? t('journal.you') : nameOf(personId),
        time: format.dateTime(at),
      }),
      ...{ prompt, text, presses: [] },
      who: { text: t('journal.who.shared', { names }), icon: 'people' },
    })),
    none: entries.length === 0 ? t('journal.noneShared') : undefined,
  });
}
