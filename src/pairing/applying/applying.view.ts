import { hereAsText } from '../../course/roster/here-as.view.js';
import { storyPath } from '../../home/story.js';
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import { may } from '../../web/permissions.js';
import type { Asked } from '../../web/routing.js';
import type { Answer, Application, Applying } from './application.js';
import { mostQuestions } from './application.js';
import type { Applied, OwnSheet } from './applying.service.js';

export const applyPath = '/apply';
export const applicationsPath = '/applications';

interface Form {
  action: string;
  fields: readonly FieldModel[];
}

interface ApplyModel extends PageModel {
  criteria: string | undefined;
  words: string | undefined;
  form: Form | undefined;
  sent: readonly Answer[];
  withdraw: { action: string; label: string } | undefined;
}

interface Row {
  title: string;
  href: string;
  avatar: { initials: string; hue: number };
  state: string;
  hereAs: string;
  answers: readonly Answer[];
  words: string | undefined;
  select: { action: string } | undefined;
  decline: Form | undefined;
}

interface ApplicationsModel extends PageModel {
  criteria: string;
  settings: { href: string; label: string } | undefined;
  rows: readonly Row[];
  none: string | undefined;
  invite: Form | undefined;
}

interface SettingsModel extends PageModel {
  form: Form;
}

const applyPage: PageOf<ApplyModel> = pageOf('pairing/applying/apply');
const applicationsPage: PageOf<ApplicationsModel> = pageOf('pairing/applying/applications');
const settingsPage: PageOf<SettingsModel> = pageOf('pairing/applying/settings');

/** The teacher's own, or those that everybody begins with: why, experience, hours. */
export function questionsOf({ t }: Pick<Asked, 't'>, { questions }: Applying): readonly string[] {
  return questions ?? ['why', 'experience', 'hours'].map((one) => t(`applying.question.${one}`));
}

export function applyView(asked: Asked, sheet: OwnSheet, problems?: Problems): Page {
  const { t, query } = asked;
  const { settings, application, standing } = sheet;
  const answers = application?.answers ?? [];
  const { fields, summary } = questionFields(asked, { settings, answers }, problems);
  return applyPage({
    title: t(`applying.own.${standing}.title`),
    lede: t(`applying.own.${standing}.lede`),
    banner: query.done === 'sent' ? { tone: 'good', text: t('applying.own.sent') } : undefined,
    problems: summary,
    trail: [{ label: t('web.tab.home'), href: '/mentoring' }],
    narrow: true,
    criteria: settings.criteria === '' || standing === 'may' ? undefined : settings.criteria,
    words: standing === 'declined' ? application?.words : undefined,
    form: sheet.maySend ? { action: applyPath, fields } : undefined,
    sent: sheet.maySend ? [] : answers,
    withdraw: withdrawalOf(asked, standing),
  });
}

function questionFields(
  asked: Asked,
  { settings, answers }: { settings: Applying; answers: readonly Answer[] },
  problems?: Problems,
) {
  const questions = questionsOf(asked, settings);
  const nameAt = (place: number) => `answer${String(place + 1)}`;
  const stored = Object.fromEntries(
    questions.map((question, place): [string, string] => [nameAt(place), textFor(answers, question)]),
  );
  const { field, summary } = fieldsFor(asked.t, stored, problems);
  return {
    summary,
    fields: questions.map((label, place) => field('textarea', nameAt(place), { label, rows: 4 })),
  };
}

function withdrawalOf({ t }: Asked, standing: OwnSheet['standing']): ApplyModel['withdraw'] {
  if (standing !== 'waiting' && standing !== 'invited') return undefined;
  return { action: `${applyPath}/withdraw`, label: t(`applying.own.${standing}.withdraw`) };
}

function textFor(answers: readonly Answer[], question: string): string {
  return answers.find((one) => one.question === question)?.text ?? '';
}

interface Sheet {
  settings: Applying;
  applied: readonly Applied[];
}

/** What was refused, and of whom where it is about one. */
export interface Wrong {
  problems: Problems;
  personId?: string;
}

export function applicationsView(asked: Asked, { settings, applied }: Sheet, wrong?: Wrong): Page {
  const { t, visit } = asked;
  const mayDecide = may(visit.role, 'configure');
  const count = applied.filter(({ application }) => application.state === 'waiting').length;
  const invited = wrong?.personId === undefined ? wrong?.problems : undefined;
  const { field } = fieldsFor(t, { who: '' }, invited);
  return applicationsPage({
    title: t('applying.list.title', { count }),
    lede: t(settings.open ? 'applying.list.open' : 'applying.list.closed'),
    banner: bannerOf(asked),
    problems: wrong && fieldsFor(t, {}, wrong.problems).summary,
    trail: [{ label: t('web.tab.pairs'), href: '/pairing' }],
    tab: '/pairing',
    criteria: settings.criteria === '' ? t('applying.list.noCriteria') : settings.criteria,
    settings: mayDecide ? { href: `${applicationsPath}/settings`, label: t('applying.settings.link') } : undefined,
    rows: applied.map((one) => rowOf(asked, one, wrong)),
    none: applied.length === 0 ? t('applying.list.none') : undefined,
    invite: mayDecide
      ? { action: `${applicationsPath}/invite`, fields: [field('text', 'who', whoField(asked))] }
      : undefined,
  });
}

function whoField({ t }: Asked) {
  return { label: t('applying.invite.label'), hint: t('applying.invite.hint'), maxLength: 200 };
}

const done = ['selected', 'declined', 'invited', 'saved'];
const calm = ['known', 'may', 'not_waiting'];

function bannerOf({ t, query }: Asked): Banner | undefined {
  const word = query.done ?? '';
  if (!done.includes(word) && !calm.includes(word)) return undefined;
  return { tone: done.includes(word) ? 'good' : 'info', text: t(`applying.done.${word}`) };
}

function rowOf(asked: Asked, { application, person }: Applied, wrong: Wrong | undefined): Row {
  const { t, visit } = asked;
  const { personId, answers, words } = application;
  const decides = application.state === 'waiting' && may(visit.role, 'configure');
  const { field } = fieldsFor(t, { words: '' }, wrong?.personId === personId ? wrong.problems : undefined);
  const label = t('applying.list.words', { name: person.name });
  return {
    title: person.name,
    href: storyPath(personId),
    avatar: { initials: person.initials, hue: person.hue },
    state: stateText(asked, application),
    hereAs: hereAsText(asked, person),
    answers,
    words,
    select: decides ? { action: `${applicationsPath}/${personId}/select` } : undefined,
    decline: decides
      ? {
          action: `${applicationsPath}/${personId}/decline`,
          fields: [{ ...field('textarea', 'words', { label, rows: 2, optional: true }), id: `words-${personId}` }],
        }
      : undefined,
  };
}

function stateText({ t, format }: Asked, { state, at }: Application): string {
  return t(`applying.list.state.${state}`, { date: format.date(at) });
}

export function settingsView(asked: Asked, settings: Applying, problems?: Problems): Page {
  const { t } = asked;
  const stored = {
    open: settings.open ? 'yes' : 'no',
    criteria: settings.criteria,
    questions: questionsOf(asked, settings).join('\n'),
  };
  const { field, summary } = fieldsFor(t, stored, problems);
  const options = ['yes', 'no'].map((value) => ({ value, label: t(`applying.settings.${value}`) }));
  return settingsPage({
    title: t('applying.settings.title'),
    lede: t('applying.settings.lede'),
    problems: summary,
    trail: [{ label: t('applying.list.link'), href: applicationsPath }],
    ...{ tab: '/pairing', narrow: true },
    form: {
      action: `${applicationsPath}/settings`,
      fields: [
        field('radios', 'open', { label: t('applying.settings.open'), options }),
        field('textarea', 'criteria', { ...texts(asked, 'criteria'), rows: 4, optional: true }),
        field('textarea', 'questions', { ...texts(asked, 'questions', { count: mostQuestions }), rows: 5 }),
      ],
    },
  });
}

function texts({ t }: Asked, name: string, values = {}) {
  return { label: t(`applying.settings.${name}`), hint: t(`applying.settings.${name}Hint`, values) };
}
