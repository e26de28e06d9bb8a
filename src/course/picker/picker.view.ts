/** Pages inside Moodle's modal, 770 px wide and 578 px high. */
import { fieldsFor, type FieldModel, type Posted, type Problems } from '../../web/forms.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import type { Translate } from '../../web/texts.js';
import { kindOptions } from '../activities/activities.view.js';
import type { KindOf } from '../activities/kind.js';
import { longestTitle, type Programme, type ProgrammeItem } from './programme.js';
import type { SignedAnswer } from './pickers.service.js';

interface PickerTab {
  label: string;
  href: string;
  current: boolean;
}

interface PickerModel extends PageModel {
  tabs: readonly PickerTab[];
  action: string;
  fields: readonly (FieldModel & { size?: 'wide' | 'short' | undefined })[];
}

interface ProgrammeModel extends PageModel {
  tabs: readonly PickerTab[];
  action: string;
  /** Shown by a form of its own: choosing another programme loads its list. */
  choice: { action: string; field: FieldModel };
  programmeId: string;
  about: string;
  legend: string;
  whoSees: string;
  problem: string | undefined;
  rows: readonly PickRow[];
}

interface PickRow {
  key: string;
  id: string;
  title: string;
  checked: boolean;
  facts: string;
  maxLength: number;
}

interface PickedModel extends PageModel {
  /** Moodle's address: posted across sites, with the signed answer. */
  action: string;
  jwt: string;
  titles: readonly string[];
  /** Back to the form, with what was typed. */
  change: { action: string; fields: readonly { name: string; value: string }[] };
}

const pickerPage: PageOf<PickerModel> = pageOf('course/picker/picker');
const programmePage: PageOf<ProgrammeModel> = pageOf('course/picker/programme');
const pickedPage: PageOf<PickedModel> = pageOf('course/picker/picked');

const paths = { one: '/picker', programme: '/picker/programme' } as const;

function tabsOf(t: Translate, several: boolean, current: keyof typeof paths): PickerTab[] {
  const names = several ? (['one', 'programme'] as const) : [];
  return names.map((name) => ({
    label: t(`activities.picker.tab.${name}`),
    href: paths[name],
    current: name === current,
  }));
}

export function pickerView(
  { t }: Asked,
  { several, kinds }: { several: boolean; kinds: readonly KindOf[] },
  problems?: Problems,
): Page {
  const likely = kinds.find(({ reviewable }) => reviewable) ?? kinds[0];
  const fields = fieldsFor(t, { kind: likely?.kind ?? '', title: '', points: '' }, problems);
  const kind = fields.field('tiles', 'kind', {
    label: t('activities.picker.field'),
    whoSees: t('activities.picker.whoSees'),
    options: kindOptions(t, kinds),
    size: 'wide',
  });
  return pickerPage({
    title: t('activities.picker.title'),
    problems: fields.summary,
    tabs: tabsOf(t, several, 'one'),
    action: paths.one,
    fields: [
      kind,
      fields.field('text', 'title', {
        label: t('activities.picker.name'),
        hint: t('activities.picker.nameHint'),
        optional: true,
        maxLength: longestTitle,
      }),
      fields.field('number', 'points', {
        label: t('activities.picker.points.label'),
        hint: t('activities.picker.points.hint'),
        optional: true,
        size: 'short',
      }),
    ],
  });
}

export interface ProgrammeChoice {
  programmes: readonly Programme[];
  chosen: Programme;
}

export function programmeView(
  { t, format }: Asked,
  { programmes, chosen }: ProgrammeChoice,
  problems?: Problems,
): Page {
  const form = fieldsFor(t, { programme: chosen.programmeId }, problems);
  const picks = picksFrom(chosen, problems);
  const points = chosen.items.reduce((sum, { points: own = 0 }) => sum + own, 0);
  const wrong = problems?.byField.item ?? problems?.byField.title;
  return programmePage({
    title: t('activities.picker.title'),
    problems: form.summary?.map((problem) => ({ ...problem, field: 'pick-0' })),
    tabs: tabsOf(t, true, 'programme'),
    action: paths.programme,
    choice: {
      action: paths.programme,
      field: form.field('select', 'programme', {
        label: t('activities.programme.field'),
        options: programmes.map(({ programmeId, title }) => ({ value: programmeId, label: title })),
      }),
    },
    programmeId: chosen.programmeId,
    about: chosen.text,
    legend: t('activities.programme.legend', { count: chosen.items.length, points: format.number(points) }),
    whoSees: t('activities.programme.whoSees'),
    problem: wrong && t(wrong.key, wrong.values),
    rows: chosen.items.map((item, index) => ({
      key: item.key,
      id: `pick-${index}`,
      ...(picks[index] ?? { title: item.title, checked: true }),
      facts: factsOf({ t }, item),
      maxLength: longestTitle,
    })),
  });
}

/** What was posted, else everything with its own name. */
function picksFrom(chosen: Programme, problems?: Problems): { title: string; checked: boolean }[] {
  if (!problems) return [];
  const titles = [problems.posted.title ?? []].flat();
  const ticked = new Set([problems.posted.item ?? []].flat());
  return chosen.items.map((item, index) => ({ title: titles[index] ?? item.title, checked: ticked.has(item.key) }));
}

function factsOf({ t }: Pick<Asked, 't'>, { when, points, restrict }: ProgrammeItem): string {
  if (points !== undefined) return t('activities.programme.points', { when, count: points });
  if (restrict !== undefined) return t('activities.programme.gate', { when, title: restrict });
  return t('activities.programme.noPoints', { when });
}

export const changePaths = { one: '/picker/change', programme: '/picker/programme/change' } as const;

export function pickedView(
  { t }: Asked,
  { titles, posted, form }: { titles: readonly string[]; posted: Posted; form: keyof typeof changePaths },
  answer: SignedAnswer,
): Page {
  const [first = ''] = titles;
  const several = titles.length > 1;
  return pickedPage({
    title: several
      ? t('activities.picked.several', { count: titles.length })
      : t('activities.picked.title', { title: first }),
    lede: t(several ? 'activities.picked.severalLede' : 'activities.picked.lede'),
    narrow: true,
    titles: several ? titles : [],
    action: answer.action,
    jwt: answer.jwt,
    change: {
      action: changePaths[form],
      fields: Object.entries(posted).flatMap(([name, values]) => [values].flat().map((value) => ({ name, value }))),
    },
  });
}
