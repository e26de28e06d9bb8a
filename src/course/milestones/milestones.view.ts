import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import { may } from '../../web/permissions.js';
import type { Asked } from '../../web/routing.js';
import type { Translate } from '../../web/texts.js';
import type { FactOf } from './facts.js';
import { fieldsOf, neededPrefix } from './milestones.forms.js';
import { meeting, type Milestone, type Standing } from './milestones.rules.js';
import type { MilestoneService, Sketch } from './milestones.service.js';

interface ListModel extends PageModel {
  rows: readonly { title: string; text: string; href: string; label: string; endAction: string; about: string }[];
  /** Only who sets the course up changes anything. */
  newHref: string | undefined;
}

interface EditModel extends PageModel {
  action: string;
  name: FieldModel;
  terms: readonly FieldModel[];
  enough: FieldModel;
  points: FieldModel;
  bestBefore: FieldModel;
  groups: readonly { title: string; text: string }[];
  keeps: string | undefined;
  learnersRead: string;
}

const listPage: PageOf<ListModel> = pageOf('course/milestones/list');
const editPage: PageOf<EditModel> = pageOf('course/milestones/edit');

type Overview = Awaited<ReturnType<MilestoneService['overview']>>;

const doneTexts: Readonly<Record<string, string>> = { saved: 'milestones.done.saved', ended: 'milestones.done.ended' };

export function listView(
  { t, query, visit }: Asked,
  { milestones, learners }: Overview,
  facts: readonly FactOf[],
): Page {
  const said = doneTexts[query.done ?? ''];
  const banner: Banner | undefined = said === undefined ? undefined : { tone: 'good', text: t(said) };
  return listPage({
    title: t('milestones.list.title', { count: milestones.length }),
    lede: t('milestones.list.lede'),
    banner,
    trail: [{ label: t('web.tab.grades'), href: '/grades' }],
    rows: milestones.map((one) => ({
      title: one.title,
      text: `${sentenceOf(t, one, facts)} ${t('milestones.list.have', { part: one.done, whole: learners })}`,
      href: `/milestones/${one.milestoneId}`,
      label: t('milestones.list.change'),
      about: one.title,
      endAction: `/milestones/${one.milestoneId}/end`,
    })),
    newHref: may(visit.role, 'configure') ? '/milestones/new' : undefined,
  });
}

/** "At least 4 check-ins are sent. At least 1 profile is complete. 5 points." */
export function sentenceOf(t: Translate, { terms, enough, points }: Milestone, facts: readonly FactOf[]): string {
  const parts = terms.map(({ fact, atLeast }) => {
    const words = facts.find((one) => one.fact === fact)?.words;
    return words ? `${t(words.before)} ${atLeast} ${t(words.after, { count: atLeast })}` : t('milestones.gone');
  });
  const any = enough !== undefined && enough < terms.length ? [t('milestones.sentence.any', { count: enough })] : [];
  const worth = points === undefined ? [] : [t('milestones.sentence.points', { count: points })];
  return [...any, ...parts, ...worth].join(' ');
}

export function lacksText(t: Translate, lacks: Standing['lacks'], facts: readonly FactOf[]): string {
  const parts = lacks.map(({ fact, left }) => {
    const words = facts.find((one) => one.fact === fact)?.words;
    return words ? t(words.left, { count: left }) : t('milestones.gone');
  });
  return parts.join(', ');
}

export interface EditFacts {
  draft: Milestone;
  facts: readonly FactOf[];
  sketch: Sketch;
  isNew: boolean;
  /** Who has it already. */
  done: number;
}

export function editView(asked: Asked, { draft, facts, sketch, isNew, done }: EditFacts, problems?: Problems): Page {
  const { t } = asked;
  const { preview, counts, learners } = sketch;
  const form = fieldsFor(t, fieldsOf(draft), problems);
  const personIds = learners.map(({ personId }) => personId);
  return editPage({
    title: draft.title === '' ? t('milestones.edit.new') : t('milestones.edit.title', { title: draft.title }),
    lede: t('milestones.edit.lede', { part: preview.have.length, whole: learners.length }),
    problems: form.summary,
    trail: [
      { label: t('web.tab.grades'), href: '/grades' },
      { label: t('milestones.link'), href: '/milestones' },
    ],
    action: isNew ? '/milestones/new' : `/milestones/${draft.milestoneId}`,
    name: form.field('text', 'title', { label: t('milestones.edit.name'), maxLength: 60 }),
    terms: facts.map(({ fact, words }) => {
      const term = draft.terms.find((one) => one.fact === fact);
      const part = term && meeting(term, counts, personIds);
      return form.field('number', `${neededPrefix}${fact}`, {
        label: `${t(words.before)} … ${t(words.after, { count: term?.atLeast ?? 2 })}`,
        ...(part !== undefined && { hint: t('milestones.edit.meet', { part, whole: learners.length }) }),
        size: 'short',
        optional: true,
      });
    }),
    enough: form.field('number', 'enough', {
      ...{ label: t('milestones.edit.enough'), hint: t('milestones.edit.enoughHint'), size: 'short', optional: true },
    }),
    points: form.field('number', 'points', {
      ...{ label: t('milestones.edit.points'), hint: t('milestones.edit.pointsHint'), size: 'short', optional: true },
    }),
    bestBefore: form.field('text', 'bestBefore', {
      ...{
        label: t('milestones.edit.best'),
        hint: t('milestones.edit.bestHint'),
        type: 'date',
        size: 'short',
        optional: true,
      },
    }),
    groups: groupsOf(t, sketch, facts),
    keeps: done === 0 ? undefined : t('milestones.edit.keeps', { count: done }),
    learnersRead: draft.terms.length === 0 ? t('milestones.edit.nothingYet') : sentenceOf(t, draft, facts),
  });
}

const namesShown = 5;

function groupsOf(t: Translate, { preview, learners }: Sketch, facts: readonly FactOf[]) {
  const names = new Map(learners.map(({ personId, name }) => [personId, name]));
  const some = (said: readonly string[], all: number) =>
    all > said.length
      ? `${said.join('; ')} ${t('milestones.edit.more', { count: all - said.length })}`
      : said.join('; ');
  const have = preview.have.slice(0, namesShown).map((personId) => names.get(personId) ?? '');
  const near = preview.near
    .slice(0, namesShown)
    .map(({ personId, lacks }) => `${names.get(personId) ?? ''}: ${lacksText(t, lacks, facts)}`);
  return [
    { title: t('milestones.edit.have', { count: preview.have.length }), text: some(have, preview.have.length) },
    { title: t('milestones.edit.near', { count: preview.near.length }), text: some(near, preview.near.length) },
    { title: t('milestones.edit.others', { count: preview.others }), text: '' },
  ];
}
