import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import { may } from '../../web/permissions.js';
import type { Asked } from '../../web/routing.js';
import { seeks } from '../cohort/counts.rules.js';
import { aloneIn } from '../shown/alone.view.js';
import { namesOf, togetherWord } from '../shown/names.view.js';
import { checksOf, type CheckRow } from './checks.view.js';
import { chosenBefore, makeFields } from './make-fields.view.js';
import type { Overview } from './overview.service.js';
import { publishedModel, type PublishedModel } from './published.view.js';
import type { Button } from '../shown/pages.view.js';
import type { PairingSetup } from '../words/setup.js';

interface ReadinessModel extends PageModel {
  step: { title: string; text: string; action: Button } | undefined;
  published: PublishedModel | undefined;
  done: readonly { title: string; count: string; value: number; of: number; text: string }[];
  checks: readonly CheckRow[];
  /** Where people are put together otherwise than last time. */
  how: { title: string; isOpen: boolean; fields: readonly FieldModel[] };
  /** What is well, folded away. */
  fine: { title: string; rows: readonly CheckRow[] } | undefined;
  make: Button;
  settings: Button | undefined;
  links: readonly Button[];
}

const readinessPage: PageOf<ReadinessModel> = pageOf('pairing/readiness');

/** A room that the pairing's first page leads to. */
export interface Door {
  page: string;
  /** Absent: always. */
  shownFor?: (setup: PairingSetup) => boolean;
}

export function readinessView(
  asked: Asked,
  overview: Overview & { doors: readonly Door[] },
  problems?: Problems,
): Page {
  const { t, visit } = asked;
  const checks = checksOf(asked, overview);
  const worries = checks.filter(({ tone }) => tone === 'warn').length;
  const form = fieldsFor(t, chosenBefore(overview), problems);
  const step = stepOf(asked, overview);
  const published = publishedModel(asked, overview);
  const doors = overview.doors.filter(({ shownFor }) => shownFor?.(overview.setup) ?? true);
  return readinessPage({
    title: titleOf(asked, overview),
    lede: ledeOf(asked, overview, worries),
    problems: form.summary,
    banner: bannerOf(asked, overview),
    tab: '/pairing',
    step,
    published,
    done: doneOf(asked, overview),
    checks: checks.filter(({ tone }) => tone === 'warn'),
    how: howOf(asked, overview, form),
    fine: fineOf(asked, checks),
    links: doors.map(({ page }) => ({
      label: t(`pairing.links.${page}`),
      href: `/pairing/${page}`,
      tone: 'quiet',
    })),
    make: { label: t('pairing.make.button'), tone: step || published ? 'outline' : 'primary' },
    settings: may(visit.role, 'configure')
      ? { label: t('pairing.setup.title'), href: '/pairing/setup', tone: 'quiet' }
      : undefined,
  });
}

function titleOf({ t }: Asked, { working, published }: Overview): string {
  if (working?.state === 'making') return t('pairing.ready.making');
  if (working?.state === 'ready') return t('pairing.ready.waiting');
  if (published) {
    const state = published.invites ? 'invited' : 'published';
    return t(`pairing.ready.${state}.${togetherWord(published.pairs)}`, { count: published.pairs.length });
  }
  return t('pairing.ready.title');
}

function ledeOf({ t }: Asked, { working, published, readiness }: Overview, worries: number): string {
  if (readiness.learners < 2) return t('pairing.ready.nobody');
  if (working?.state === 'ready') return t('pairing.ready.ledeWaiting');
  if (published) return t(`pairing.ready.${published.invites ? 'ledeInvited' : 'ledePublished'}`);
  if (readiness.done > 0) return t('pairing.ready.lede', { count: worries });
  const word = readiness.sides?.mentors === 0 ? 'ledeNoMentor' : 'ledeBlind';
  return t(`pairing.ready.${word}`, { count: readiness.learners });
}

function howOf(asked: Asked, overview: Overview, form: ReturnType<typeof fieldsFor>): ReadinessModel['how'] {
  const { t } = asked;
  const fields = makeFields(asked, overview, form.field);
  const chosen = fields.find(({ name }) => name === 'mode')?.options?.find(({ checked }) => checked);
  return {
    title: t('pairing.make.how', { mode: chosen?.label ?? '–' }),
    isOpen: form.summary !== undefined && form.summary.length > 0,
    fields,
  };
}

function fineOf({ t }: Asked, checks: readonly CheckRow[]): ReadinessModel['fine'] {
  const rows = checks.filter(({ tone }) => tone === 'good');
  return rows.length === 0 ? undefined : { title: t('pairing.ready.fine', { count: rows.length }), rows };
}

const doneWords = ['published', 'invited', 'undone', 'discarded', 'cancelled'];

function bannerOf(asked: Asked, overview: Overview): Banner | undefined {
  const { t, query } = asked;
  const word = query.done ?? '';
  if (!doneWords.includes(word)) return undefined;
  const isPublished = word === 'published' && overview.published !== undefined;
  return { tone: 'good', text: isPublished ? publishedText(asked, overview) : t(`pairing.done.${word}`) };
}

/** Who is left alone is said by name, as before the publication. */
function publishedText({ t, format }: Asked, { published, people }: Overview): string {
  if (!published) return '';
  const names = namesOf(t, format, people);
  const alone = aloneIn({ t }, names, { unpaired: published.unpaired, rules: published.setup.rules });
  const told = t(published.unpaired.some(seeks) ? 'pairing.done.publishedSome' : 'pairing.done.published');
  return [told, ...alone.map(({ who }) => who)].reduce((one, other) => t('pairing.sentences', { one, other }));
}

function stepOf({ t, format }: Asked, { working }: Overview): ReadinessModel['step'] {
  if (!working || working.state === 'failed') return undefined;
  return {
    title: t(`pairing.step.title.${togetherWord(working.pairs)}`, { count: working.pairs.length }),
    text: t('pairing.step.text', { time: format.dateTime(working.madeAt) }),
    action: { label: t('pairing.step.button'), href: '/pairing/draft' },
  };
}

function doneOf(asked: Asked, { readiness, people }: Overview): ReadinessModel['done'] {
  const { t, format } = asked;
  const names = namesOf(t, format, people);
  const { learners, done, missingIds, withheld, wishes, marked } = readiness;
  const waiting =
    missingIds.length === 0
      ? t('pairing.profiles.all')
      : t('pairing.profiles.waiting', { people: names.several(missingIds) });
  const byRole = marked.all > 0 ? [t('pairing.profiles.marked', { count: marked.all, done: marked.done })] : [];
  const apart = withheld > 0 ? [t('pairing.profiles.withheld', { count: withheld })] : [];
  return [
    {
      title: t('pairing.profiles.title'),
      count: t('pairing.profiles.share', {
        ...{ done: format.number(done), learners: format.number(learners) },
        share: format.percent(done / Math.max(1, learners)),
      }),
      value: done,
      of: Math.max(1, learners),
      text: [...byRole, waiting, ...apart].reduce((one, other) => t('pairing.sentences', { one, other })),
    },
    {
      title: t('pairing.wishes.title'),
      count: t('pairing.profiles.count', {
        done: format.number(wishes.mentor + wishes.either + wishes.both),
        learners: format.number(learners),
      }),
      value: wishes.mentor + wishes.either + wishes.both,
      of: Math.max(1, learners),
      text: t('pairing.wishes.text', { ...wishes }),
    },
    ...placesCard(asked, readiness),
  ];
}

/** How much of what mentors offer would be taken. */
function placesCard({ t, format }: Asked, { sides }: Overview['readiness']): ReadinessModel['done'] {
  if (!sides || sides.places === 0) return [];
  const { mentors, mentees, places } = sides;
  return [
    {
      title: t('pairing.load.title'),
      count: t(mentees > places ? 'pairing.load.short' : 'pairing.load.count', {
        mentees: format.number(mentees),
        places: format.number(places),
      }),
      value: Math.min(mentees, places),
      of: places,
      text: t('pairing.load.text', { count: mentors }),
    },
  ];
}
