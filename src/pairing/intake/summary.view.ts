/** A profile to read: the learner's own with ways to change it, or somebody's for staff. */
import { spoken } from '../../shared/zones.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Person } from '../../course/roster/person.js';
import type { Asked } from '../../web/routing.js';
import { clock } from './week.view.js';
import { spansOf } from './availability.rules.js';
import type { ProfileSheet } from './profile-sheet.js';
import { keptFields, sharesOffered } from './asking.rules.js';
import type { AskedField, ProfileAnswers } from './profile.js';

interface Fact {
  label: string;
  text: string;
}

export interface SummarySection {
  id: string;
  title: string;
  facts: readonly Fact[];
}

interface SummaryModel extends PageModel {
  sections: readonly SummarySection[];
  others: readonly { label: string; href: string; tone?: 'quiet' }[];
}

const summaryPage: PageOf<SummaryModel> = pageOf('pairing/intake/summary');

export function ownView(asked: Asked, sheet: ProfileSheet): Page {
  const { t, format, query } = asked;
  const since = sheet.saved?.completedAt;
  return summaryPage({
    title: t('intake.complete'),
    lede: since && t('intake.since', { date: format.date(since) }),
    banner: query.done === 'saved' ? { tone: 'good', text: t('intake.saved') } : undefined,
    tab: '/profile',
    narrow: true,
    sections: sectionsOf(asked, sheet),
    others: [
      { label: t('intake.change'), href: '/profile/form' },
      { label: t('intake.load.download'), href: '/profile/file', tone: 'quiet' },
      { label: t('intake.load.title'), href: '/profile/load', tone: 'quiet' },
    ],
  });
}

export function personView(asked: Asked, sheet: ProfileSheet, person: Person): Page {
  const { t, format } = asked;
  const since = sheet.saved?.completedAt;
  const name = person.name;
  return summaryPage({
    title: since ? t('intake.of.title', { name }) : t('intake.of.open', { name }),
    lede: since ? t('intake.of.since', { date: format.date(since) }) : t('intake.of.openLede'),
    narrow: true,
    sections: since ? sectionsOf(asked, sheet) : [],
    others: [],
  });
}

/** What the course asks, and what else was answered once: it is kept. */
export function sectionsOf(asked: Asked, sheet: ProfileSheet): readonly SummarySection[] {
  const { t } = asked;
  const { saved, fields } = sheet;
  const facts = (names: readonly AskedField[]) =>
    names.map((field) => fact(asked, field, answerText(asked, sheet, field)));
  const kept = facts(saved ? keptFields(saved, fields).filter((field) => field !== 'roleWish') : []);
  return [
    { id: 'asked', title: t('intake.section.asked'), facts: [...facts(fields), ...sharesFact(asked, sheet)] },
    ...(kept.length === 0 ? [] : [{ id: 'kept', title: t('intake.section.kept'), facts: kept }]),
  ];
}

function sharesFact(asked: Asked, { saved, fields }: ProfileSheet): Fact[] {
  const { t, format } = asked;
  const offered = sharesOffered(fields);
  if (offered.length === 0) return [];
  const list = format.list(
    offered.filter((field) => saved?.shares.includes(field)).map((field) => t(`intake.shares.${field}`)),
  );
  return [fact(asked, 'shares', list === '' ? t('intake.shares.none') : list)];
}

function fact({ t }: Asked, name: string, text: string): Fact {
  return { label: t(`intake.${name}.short`), text: text === '' ? t('intake.notSaid') : text };
}

function answerText(asked: Asked, sheet: ProfileSheet, field: AskedField): string {
  const hidden: readonly AskedField[] = sheet.saved?.answers.withheld ?? [];
  return hidden.includes(field) ? asked.t('intake.withheld') : saidText(asked, sheet, field);
}

/** Empty for what was not said. */
function saidText(asked: Asked, { saved, questions }: ProfileSheet, field: AskedField): string {
  const { t, format } = asked;
  const answers = saved?.answers ?? {};
  const texts: Readonly<Record<AskedField, () => string>> = {
    roleWish: () => (answers.roleWish ? t(`intake.roleWish.${answers.roleWish}`) : ''),
    goals: () => answers.goals ?? '',
    helpWith: () => answers.helpWith ?? '',
    constraints: () => answers.constraints ?? '',
    stage: () => answers.stage ?? '',
    maxMentees: () => (answers.maxMentees === undefined ? '' : format.number(answers.maxMentees)),
    strong: () => format.list(answers.strong ?? []),
    wanted: () => format.list(answers.wanted ?? []),
    channel: () => (answers.channel ? t(`intake.channel.${answers.channel}`) : ''),
    format: () => (answers.format ? t(`intake.format.${answers.format}`) : ''),
    timeZone: () => spoken(answers.timeZone ?? ''),
    languages: () => format.list((answers.languages ?? []).map((code) => format.language(code))),
    availability: () => weekText(asked, answers.availability ?? []),
    confidence: () => {
      const rated = questions.topics.flatMap((topic) => {
        const level = answers.confidence?.[topic];
        return level === undefined ? [] : [t('intake.confidence.said', { topic, level: String(level) })];
      });
      return format.list(rated);
    },
    style: () => styleTexts(asked, answers.style ?? {}, questions.style).join('\n'),
  };
  return texts[field]();
}

/** "Mon 18:00–20:00, Sat 9:00–12:00", in the zone of who said it. */
export function weekText({ t, format }: Pick<Asked, 't' | 'format'>, slots: ProfileAnswers['availability']): string {
  return format.list(
    spansOf(slots).map(({ weekday, from, to }) =>
      t('intake.availability.span', { day: t(`intake.day.${weekday}.short`), from: clock(from), to: clock(to) }),
    ),
  );
}

export function styleTexts(
  { t }: Pick<Asked, 't'>,
  style: ProfileAnswers['style'],
  statements: readonly { id: string; text: string }[],
): string[] {
  return statements.flatMap(({ id, text }) => {
    const level = style[id];
    return level === undefined
      ? []
      : [t('intake.style.said', { statement: text, level: t(`intake.style.level.${String(level)}`) })];
  });
}
