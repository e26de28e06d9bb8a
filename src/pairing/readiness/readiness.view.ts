import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import { may } from '../../web/permissions.js';
import type { Asked } from '../../web/routing.js';
import { namesOf, togetherWord } from '../shown/names.view.js';
import { obstacleRow } from '../shown/obstacles.view.js';
import { chosenBefore, makeFields } from './make-fields.view.js';
import type { Overview } from './overview.service.js';
import { publishedModel, type PublishedModel } from './published.view.js';
import type { Button } from '../shown/pages.view.js';
import { loadOf } from './readiness.rules.js';
import type { PairingSetup } from '../words/setup.js';
import { unopenedRow } from './unopened.view.js';

interface ReadinessModel extends PageModel {
  step: { title: string; text: string; action: Button } | undefined;
  published: PublishedModel | undefined;
  done: readonly { title: string; count: string; value: number; of: number; text: string }[];
  checks: readonly CheckRow[];
  fields: readonly FieldModel[];
  make: Button;
  settings: Button | undefined;
  links: readonly Button[];
}

interface CheckRow {
  title: string;
  text: string;
  icon: string;
  tone: 'good' | 'warn';
  actions?: readonly Button[];
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
    banner: bannerOf(asked),
    tab: '/pairing',
    step,
    published,
    done: doneOf(asked, overview),
    checks,
    fields: makeFields(asked, overview, form.field),
    links: doors.map(({ page }) => ({
      label: t(`pairing.links.${page}`),
      href: `/pairing/${page}`,
      tone: 'quiet',
    })),
    make: { label: t('pairing.make.button'), tone: step || published ? 'outline' : 'primary' },
    settings: may(visit.role, 'configure')
      ? { label: t('pairing.make.settings'), href: '/pairing/setup', tone: 'quiet' }
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
  return t('pairing.ready.lede', { count: worries });
}

const doneWords = ['published', 'invited', 'undone', 'discarded', 'cancelled'];

function bannerOf({ t, query }: Asked): Banner | undefined {
  const word = query.done ?? '';
  return doneWords.includes(word) ? { tone: 'good', text: t(`pairing.done.${word}`) } : undefined;
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
      count: t('pairing.load.count', { taken: format.percent(mentees / places) }),
      value: Math.min(mentees, places),
      of: places,
      text: t('pairing.load.text', { mentors, mentees, places }),
    },
  ];
}

function checksOf(asked: Asked, overview: Overview): CheckRow[] {
  const { t, format } = asked;
  const { scarce, obstacles, done, learners } = overview.readiness;
  const names = namesOf(t, format, overview.people);
  const profiles: CheckRow[] =
    done === learners
      ? []
      : [
          {
            ...warn(t('pairing.check.missing', { count: learners - done }), missingText(asked, overview), 'clock'),
            actions: [{ label: t('pairing.check.missingLink'), href: '/profiles/missing' }],
          },
        ];
  const topics = scarce.map(({ topic, asked: wanting, offered }) =>
    warn(
      t('pairing.check.scarce', { topic, asked: wanting, offered }),
      t('pairing.check.scarceText', { count: wanting }),
      'triangle',
    ),
  );
  const alone = (obstacles ?? []).map((obstacle) => {
    const { title, text } = obstacleRow(asked, names, obstacle, overview.setup.rules);
    return warn(title, text, 'never');
  });
  const none =
    obstacles === undefined
      ? [warn(t('pairing.check.unlooked'), t('pairing.check.unlookedText'), 'clock')]
      : obstacles.length === 0
        ? [good(t('pairing.check.placeable'), t('pairing.check.placeableText'))]
        : [];
  return [
    ...windowOf(asked, overview),
    ...placesOf(asked, overview),
    ...decidedOf(asked, overview),
    ...profiles,
    ...unopenedRow(asked, overview),
    ...topics,
    ...alone,
    ...none,
  ];
}

/** Pairing again before pairs had their time is not forbidden, but costs them their beginning. */
function windowOf({ t, format, now }: Asked, { published, againFrom }: Overview): CheckRow[] {
  if (!published || !againFrom || againFrom <= now) return [];
  return [warn(t('after.window.title', { date: format.date(againFrom) }), t('after.window.text'), 'clock')];
}

function placesOf({ t, format }: Asked, { readiness: { sides } }: Overview): CheckRow[] {
  if (!sides) return [];
  const { mentors, mentees, places } = sides;
  const values = { mentors, mentees, places };
  const load = loadOf(sides);
  if (load === 'enough') return [good(t('pairing.check.places'), t('pairing.check.placesText', values))];
  const title =
    load === 'few'
      ? t('pairing.check.fewPlaces', { share: format.percent(mentees / places) })
      : t('pairing.check.noPlaces', { count: mentees - places });
  return [warn(title, t(`pairing.check.${load === 'few' ? 'fewPlacesText' : 'noPlacesText'}`, values), 'people')];
}

/** What becomes of those without a profile. */
function missingText({ t }: Asked, { setup: { rules } }: Overview): string {
  return t(rules.profileNeeded ? 'pairing.check.missingOut' : 'pairing.check.missingText');
}

/** What was decided before any score: by the teacher, and by people who agreed with each other. */
function decidedOf({ t, format }: Asked, { readiness: { agreed, conflicts }, people }: Overview): CheckRow[] {
  const names = namesOf(t, format, people);
  return [
    ...conflicts.map(({ menteeId, mentorIds }) => {
      const values = { name: names.name(menteeId), mentors: names.several(mentorIds) };
      return warn(t('pairing.conflict.title', values), t('pairing.conflict.text'), 'lock');
    }),
    ...(agreed.made > 0
      ? [good(t('choices.check.agreed', { count: agreed.made }), t('choices.check.agreedText'))]
      : []),
    ...(agreed.refused > 0
      ? [warn(t('choices.check.refused', { count: agreed.refused }), t('choices.check.refusedText'), 'never')]
      : []),
  ];
}

function good(title: string, text: string): CheckRow {
  return { title, text, icon: 'tick', tone: 'good' };
}

function warn(title: string, text: string, icon: string): CheckRow {
  return { title, text, icon, tone: 'warn' };
}
