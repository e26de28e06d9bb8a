/** Rules about two people, and what is said of single mentors. */
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import { pageOfList } from '../../web/paging.js';
import type { Person } from '../../course/roster/person.js';
import { may } from '../../web/permissions.js';
import type { Asked } from '../../web/routing.js';
import { trailTo, type Button } from '../shown/pages.view.js';
import type { MustConflict } from '../cohort/draft-cohort.rules.js';
import { namesOf, type Names } from '../shown/names.view.js';
import type { MentorsSheet, RulesSheet } from './setup.service.js';
import { maximumCapacity, pairRuleKinds, type PairRule } from '../words/setup.js';

interface ListModel extends PageModel {
  action: string;
  fields: readonly FieldModel[];
  whoSees: string;
  save: string;
  list: { title: string; text: string | undefined; rows: readonly ListRow[] };
  paging: { text: string; previousHref: string | undefined; nextHref: string | undefined } | undefined;
}

interface ListRow {
  title: string;
  text: string;
  icon: string;
  actions: readonly Button[];
}

const listPage: PageOf<ListModel> = pageOf('pairing/people');
const rowsPerPage = 50;

const icons = { must: 'lock', never: 'never', prefer: 'people', avoid: 'triangle' } as const;

export function rulesView(asked: Asked, sheet: RulesSheet, problems?: Problems): Page {
  const { t, format, query } = asked;
  const names = namesOf(t, format, sheet.people);
  const { field, summary } = fieldsFor(t, { kind: 'never' }, problems);
  const list = pageOfList(sheet.rules, rowsPerPage, { path: '/pairing/rules', asked: query.page });
  return listPage({
    ...{ title: t('pairing.rules.title', { count: sheet.rules.length }), lede: t('pairing.rules.lede') },
    ...{ problems: summary, banner: bannerOf(asked, 'rules', ['added', 'removed']), trail: setupTrail(asked) },
    ...{ tab: '/pairing', narrow: true, action: '/pairing/rules', save: t('pairing.rules.save') },
    whoSees: t('pairing.rules.who'),
    fields: [
      field('radios', 'kind', {
        label: t('pairing.rules.kind.label'),
        options: pairRuleKinds.map((kind) => ({
          value: kind,
          label: t(`pairing.rules.kind.${kind}.label`),
          hint: t(`pairing.rules.kind.${kind}.hint`),
        })),
      }),
      field('text', 'one', { label: t('pairing.people.one'), hint: t('pairing.people.hint') }),
      field('text', 'other', { label: t('pairing.people.other') }),
      field('text', 'reason', { label: t('pairing.rules.reason'), optional: true, maxLength: 300 }),
    ],
    list: {
      title: t('pairing.rules.list'),
      text: sheet.rules.length === 0 ? t('pairing.rules.none') : undefined,
      rows: list.items.map((rule) => {
        const { ruleId, kind, personIds, reason, by, at } = rule;
        const [one, other] = personIds;
        const clash = sheet.conflicts.find((conflict) => isIn(conflict, rule));
        const said = t('pairing.rules.said', { name: names.name(by), date: format.date(at) });
        const what = t(`pairing.rules.kind.${kind}.row`);
        const words = reason === undefined ? said : t('pairing.sentences', { one: said, other: reason });
        const why = clash ? t('pairing.sentences', { one: words, other: conflictText(asked, names, clash) }) : words;
        return {
          title: t('pairing.pair', { one: names.name(one), other: names.name(other) }),
          text: t('pairing.sentences', { one: what, other: why }),
          icon: icons[kind],
          actions: [
            {
              label: t('pairing.rules.remove'),
              action: '/pairing/rules/remove',
              fields: [{ name: 'ruleId', value: ruleId }],
            },
          ],
        };
      }),
    },
    paging: pagingOf(asked, list),
  });
}

function isIn({ menteeId, mentorIds }: MustConflict, { kind, personIds }: PairRule): boolean {
  return kind === 'must' && personIds.includes(menteeId) && personIds.some((one) => mentorIds.includes(one));
}

function conflictText({ t }: Asked, names: Names, { menteeId, mentorIds }: MustConflict): string {
  const values = { name: names.name(menteeId), mentors: names.several(mentorIds) };
  return t('pairing.conflict.rule', values);
}

export function mentorsView(asked: Asked, sheet: MentorsSheet, problems?: Problems): Page {
  const { t, format, query } = asked;
  const { field, summary } = fieldsFor(t, { trained: 'yes', capacity: 'course' }, problems);
  const { marked } = sheet;
  const trained = marked.filter(({ personId }) => sheet.marks.get(personId)?.trained);
  const list = pageOfList(marked, rowsPerPage, { path: '/pairing/mentors', asked: query.page });
  return listPage({
    ...{ title: t('pairing.mentors.title', { count: trained.length }) },
    lede: t(sheet.setup.rules.trainedOnly ? 'pairing.mentors.ledeOnly' : 'pairing.mentors.lede'),
    ...{ problems: summary, banner: bannerOf(asked, 'mentors', ['marked']), trail: setupTrail(asked) },
    ...{ tab: '/pairing', narrow: true, action: '/pairing/mentors', save: t('pairing.mentors.save') },
    whoSees: t('pairing.mentors.who'),
    fields: [
      field('text', 'person', { label: t('pairing.mentors.person'), hint: t('pairing.people.hint') }),
      field('radios', 'trained', {
        label: t('pairing.mentors.trained.label'),
        options: ['yes', 'no'].map((value) => ({ value, label: t(`pairing.mentors.trained.${value}`) })),
      }),
      field('select', 'capacity', {
        label: t('pairing.mentors.capacity'),
        hint: t('pairing.mentors.capacityHint'),
        options: [
          { value: 'course', label: t('pairing.mentors.asCourse', { count: sheet.setup.capacity }) },
          ...Array.from({ length: maximumCapacity + 1 }, (_, count) => ({
            value: String(count),
            label: format.number(count),
          })),
        ],
      }),
    ],
    list: {
      title: t('pairing.mentors.list'),
      text: marked.length === 0 ? t('pairing.mentors.none') : undefined,
      rows: list.items.map((person) => mentorRow(asked, sheet, person)),
    },
    paging: pagingOf(asked, list),
  });
}

function mentorRow({ t }: Asked, { marks, ownMaximum }: MentorsSheet, person: Person): ListRow {
  const { trained = false, capacity } = marks.get(person.personId) ?? {};
  const own = ownMaximum.get(person.personId);
  const facts = [
    t(trained ? 'pairing.mentors.isTrained' : 'pairing.mentors.notTrained'),
    ...(capacity === undefined ? [] : [t('pairing.mentors.places', { count: capacity })]),
    ...(own === undefined ? [] : [t('pairing.mentors.own', { count: own })]),
  ];
  return {
    title: person.name,
    text: facts.reduce((one, other) => t('pairing.sentences', { one, other })),
    icon: trained ? 'tick' : 'person',
    actions: [
      {
        label: t(trained ? 'pairing.mentors.takeBack' : 'pairing.mentors.markTrained'),
        action: '/pairing/mentors',
        fields: [
          { name: 'person', value: person.personId },
          { name: 'trained', value: trained ? 'no' : 'yes' },
          { name: 'capacity', value: capacity === undefined ? 'course' : String(capacity) },
        ],
      },
    ],
  };
}

/** The criteria are for those who may configure. */
export function setupTrail(asked: Asked) {
  if (!may(asked.visit.role, 'configure')) return trailTo(asked);
  return trailTo(asked, { label: asked.t('pairing.setup.title'), href: '/pairing/setup' });
}

function bannerOf({ t, query }: Asked, page: 'rules' | 'mentors', words: readonly string[]): Banner | undefined {
  const word = query.done ?? '';
  return words.includes(word) ? { tone: 'good', text: t(`pairing.${page}.done.${word}`) } : undefined;
}

function pagingOf(
  { t, format }: Asked,
  list: { page: number; pages: number; previousHref?: string | undefined; nextHref?: string | undefined },
): ListModel['paging'] {
  if (list.pages === 1) return undefined;
  return {
    text: t('pairing.rest.page', { page: format.number(list.page), pages: format.number(list.pages) }),
    previousHref: list.previousHref,
    nextHref: list.nextHref,
  };
}
