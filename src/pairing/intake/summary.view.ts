/** A profile to read: the learner's own with ways to change it, or somebody's for staff. */
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Person } from '../../course/roster/person.js';
import type { Asked } from '../../web/routing.js';
import { clock } from './blocks.view.js';
import { spansOf } from './availability.rules.js';
import type { ProfileSheet } from './intake.service.js';
import type { OptionalField, ProfileAnswers } from './profile.js';
import { askedIn, sharesOffered, stepsOf, type Step } from './steps.rules.js';

interface Fact {
  label: string;
  text: string;
}

export interface SummarySection {
  id: string;
  title: string;
  facts: readonly Fact[];
  change: { label: string; href: string; about: string } | undefined;
}

interface SummaryModel extends PageModel {
  sections: readonly SummarySection[];
  others: readonly { label: string; href: string; tone: 'quiet' }[];
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
    sections: sectionsOf(asked, sheet, true),
    others: [
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
    sections: since ? sectionsOf(asked, sheet, false) : [],
    others: [],
  });
}

export function sectionsOf(asked: Asked, sheet: ProfileSheet, own: boolean): readonly SummarySection[] {
  const { t } = asked;
  return stepsOf(sheet.questions).map((step) => {
    const title = t(`intake.section.${step}`);
    return {
      id: `step-${step}`,
      title,
      facts: factsOf(asked, sheet, step),
      change: own ? { label: t('intake.change'), href: `/profile/${step}`, about: title } : undefined,
    };
  });
}

function factsOf(asked: Asked, sheet: ProfileSheet, step: Step): Fact[] {
  const { t, format } = asked;
  const { roleWish } = sheet.saved?.answers ?? {};
  const role = step === 'wish' && roleWish ? [fact(asked, 'roleWish', t(`intake.roleWish.${roleWish}.label`))] : [];
  const said = askedIn(step, sheet.questions).map((field) => fact(asked, field, answerText(asked, sheet, field)));
  const offered = step === 'style' ? sharesOffered(sheet.questions) : [];
  const shown = offered.filter((field) => sheet.saved?.shares.includes(field));
  const list = format.list(shown.map((field) => t(`intake.shares.${field}`)));
  const shares = offered.length > 0 ? [fact(asked, 'shares', list === '' ? t('intake.shares.none') : list)] : [];
  return [...role, ...said, ...shares];
}

function fact({ t }: Asked, name: string, text: string): Fact {
  return { label: t(`intake.${name}.short`), text: text === '' ? t('intake.notSaid') : text };
}

function answerText(asked: Asked, sheet: ProfileSheet, field: OptionalField): string {
  const hidden: readonly OptionalField[] = sheet.saved?.answers.withheld ?? [];
  return hidden.includes(field) ? asked.t('intake.withheld') : saidText(asked, sheet, field);
}

/** Empty for what was not said. */
function saidText(asked: Asked, { saved, questions }: ProfileSheet, field: OptionalField): string {
  const { t, format } = asked;
  const answers = saved?.answers ?? {};
  const texts: Readonly<Record<OptionalField, () => string>> = {
    goals: () => answers.goals ?? '',
    helpWith: () => answers.helpWith ?? '',
    constraints: () => answers.constraints ?? '',
    stage: () => answers.stage ?? '',
    maxMentees: () => (answers.maxMentees === undefined ? '' : format.number(answers.maxMentees)),
    strong: () => format.list(answers.strong ?? []),
    wanted: () => format.list(answers.wanted ?? []),
    channel: () => (answers.channel ? t(`intake.channel.${answers.channel}.label`) : ''),
    format: () => (answers.format ? t(`intake.format.${answers.format}.label`) : ''),
    timeZone: () => (answers.timeZone ?? '').replaceAll('_', ' '),
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
