/** Goals: of oneself, one of them, and as partners and teachers read them. */
import { after, hour } from '../../shared/clock.js';
import { startOfDay } from '../../shared/local-time.js';
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { levels, type Goal } from './goal.js';
import { endedOf, runningOf } from './goals.rules.js';

interface GoalModel {
  title: string;
  href: string | undefined;
  chip: { tone: 'good' | 'calm' | 'info'; text: string } | undefined;
  facts: readonly { label: string; text: string }[];
  evidence: readonly { text: string; href: string | undefined; host: string | undefined }[];
}

interface GoalsModel extends PageModel {
  goals: readonly GoalModel[];
  none: string | undefined;
  newHref: string | undefined;
  whoSees: string;
}

interface OneModel extends PageModel {
  goal: GoalModel;
  forms: { evidence: Form; finish: Form; drop: Form; changeHref: string } | undefined;
}

interface Form {
  action: string;
  opens: string;
  open: boolean;
  fields: readonly FieldModel[];
  button: string;
}

interface WriteModel extends PageModel {
  action: string;
  once: string;
  whoSees: string;
  fields: readonly FieldModel[];
  button: string;
}

const goalsPage: PageOf<GoalsModel> = pageOf('mentoring/goals/goals');
const onePage: PageOf<OneModel> = pageOf('mentoring/goals/goal');
const writePage: PageOf<WriteModel> = pageOf('mentoring/goals/write');

export const goalsPath = '/goals';
export const goalsOfPath = (personId: string): string => `${goalsPath}/of/${personId}`;

const done = ['added', 'changed', 'finished', 'dropped', 'evidence'] as const;

function bannerOf({ t, query }: Asked): Banner | undefined {
  if (query.problem === 'over' || query.problem === 'full')
    return { tone: 'warn', text: t(`goals.refused.${query.problem}`) };
  const said = done.find((one) => one === query.done);
  return said === undefined ? undefined : { tone: 'good', text: t(`goals.done.${said}`) };
}

/** @param whose absent: the reader's own */
export function goalsView(asked: Asked, goals: readonly Goal[], whose?: string): Page {
  const { t, visit } = asked;
  const own = whose === undefined;
  const all = [...runningOf(goals), ...endedOf(goals)];
  return goalsPage({
    title: own ? t('goals.title') : t('goals.titleOf', { name: whose }),
    banner: bannerOf(asked),
    trail: [{ label: t('web.tab.home'), href: '/mentoring' }],
    narrow: true,
    goals: all.map((goal) => goalModel(asked, goal, own)),
    none: all.length === 0 ? t(own ? 'goals.none' : 'goals.noneOf') : undefined,
    newHref: own && !visit.preview ? `${goalsPath}/new` : undefined,
    whoSees: t(own ? 'goals.who' : 'goals.whoOf'),
  });
}

export function goalModel(asked: Asked, goal: Goal, isOwn: boolean): GoalModel {
  const { t, format, visit } = asked;
  const { end, before, week2, week4 } = goal;
  const rated = (level: number | undefined) =>
    level === undefined ? '' : t('goals.level.of', { level: String(level) });
  const facts = [
    ['measure', goal.measure],
    ['by', format.date(after(startOfDay(goal.by, visit.timeZone), 12 * hour))],
    ['week2', week2],
    ['week4', week4],
    ['before', rated(before)],
    ['after', rated(goal.after)],
    ['why', end?.why ?? ''],
  ] as const;
  return {
    title: goal.text,
    href: isOwn ? `${goalsPath}/${goal.goalId}` : undefined,
    chip: end && {
      tone: end.is === 'finished' ? 'good' : 'calm',
      text: t(`goals.end.${end.is}`, { date: format.date(end.at) }),
    },
    facts: facts.filter(([, text]) => text !== '').map(([name, text]) => ({ label: t(`goals.fact.${name}`), text })),
    evidence: goal.evidence.map(({ text, href }) => ({
      text,
      href,
      host: href === undefined ? undefined : new URL(href).host,
    })),
  };
}

export function goalView(asked: Asked, goal: Goal, problems?: Problems): Page {
  const { t, visit } = asked;
  const form = fieldsFor(t, {}, problems);
  return onePage({
    title: t('goals.one'),
    banner: bannerOf(asked),
    problems: form.summary,
    trail: [{ label: t('goals.title'), href: goalsPath }],
    narrow: true,
    goal: goalModel(asked, goal, false),
    forms: goal.end || visit.preview ? undefined : formsOf(asked, goal, problems),
  });
}

function formsOf({ t }: Asked, goal: Goal, problems?: Problems): OneModel['forms'] {
  const form = fieldsFor(t, {}, problems);
  const path = `${goalsPath}/${goal.goalId}`;
  const whoSees = t('goals.who');
  const has = (name: string) => problems?.byField[name] !== undefined;
  const why = form.field('textarea', 'why', {
    label: t('goals.form.whyLabel'),
    optional: true,
    whoSees,
    maxLength: 1000,
  });
  return {
    evidence: {
      ...{ action: `${path}/evidence`, opens: t('goals.form.evidenceOpens'), button: t('goals.form.evidenceButton') },
      open: has('evidence') || has('href'),
      fields: [
        form.field('text', 'evidence', {
          label: t('goals.form.evidenceLabel'),
          hint: t('goals.form.evidenceHint'),
          whoSees,
          maxLength: 300,
        }),
        form.field('text', 'href', { label: t('goals.form.hrefLabel'), type: 'url', optional: true, maxLength: 300 }),
      ],
    },
    finish: {
      ...{ action: `${path}/finish`, opens: t('goals.form.finishOpens'), button: t('goals.form.finishButton') },
      open: has('after'),
      fields: [ratingField({ t }, form, 'after'), why],
    },
    drop: {
      ...{ action: `${path}/drop`, opens: t('goals.form.dropOpens'), button: t('goals.form.dropButton') },
      open: false,
      fields: [{ ...why, id: 'why-drop' }],
    },
    changeHref: `${path}/change`,
  };
}

/** The same question at the start and at the end. */
function ratingField(
  { t }: Pick<Asked, 't'>,
  form: ReturnType<typeof fieldsFor>,
  name: 'before' | 'after',
): FieldModel {
  return form.field('tiles', name, {
    ...{ label: t('goals.form.levelLabel'), size: 'short' as const, whoSees: t('goals.who') },
    options: levels.map((value) => ({ value, label: value, hint: t(`goals.level.${value}`) })),
  });
}

/** @param goal that the new one takes the place of */
export function writeView(
  asked: Asked,
  { once, goal }: { once: string; goal?: Goal | undefined },
  problems?: Problems,
): Page {
  const { t } = asked;
  const stored = goal
    ? { text: goal.text, measure: goal.measure, by: goal.by, week2: goal.week2, week4: goal.week4 }
    : {};
  const form = fieldsFor(t, stored, problems);
  const posted = problems?.posted.once;
  const line = (name: 'text' | 'measure' | 'week2' | 'week4', optional = false) =>
    form.field('text', name, {
      label: t(`goals.form.${name}Label`),
      hint: t(`goals.form.${name}Hint`),
      optional,
      maxLength: 300,
    });
  return writePage({
    title: t(goal ? 'goals.changeTitle' : 'goals.newTitle'),
    lede: t(goal ? 'goals.changeLede' : 'goals.newLede'),
    problems: form.summary,
    trail: [{ label: t('goals.title'), href: goalsPath }],
    narrow: true,
    action: goal ? `${goalsPath}/${goal.goalId}/change` : `${goalsPath}/new`,
    once: typeof posted === 'string' ? posted : once,
    whoSees: t('goals.who'),
    fields: [
      line('text'),
      line('measure'),
      form.field('text', 'by', { label: t('goals.form.byLabel'), type: 'date', size: 'short' }),
      line('week2', true),
      line('week4', true),
      ratingField(asked, form, 'before'),
    ],
    button: t(goal ? 'goals.form.changeButton' : 'goals.form.button'),
  });
}
