import type { Person } from '../roster/person.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { PageOfList } from '../../web/paging.js';
import type { Asked } from '../../web/routing.js';
import type { Translate } from '../../web/texts.js';
import { moment } from '../../web/moments.js';
import { isOverridden } from './grades.rules.js';
import { inColumn } from './truth.rules.js';
import type { Delivery, DeliveryState } from './delivery.js';
import { chipOf, todoOf, type Chip } from './delivery.view.js';
import type { GradesSheet } from './grades.service.js';
import { unopenedText } from '../../web/unopened.view.js';

interface Row {
  learner: string;
  avatar: { initials: string; hue: number } | undefined;
  activity: string;
  points: string;
  chip: Chip;
  todo: string | undefined;
  againAction: string | undefined;
  againLabel: string;
  notNeededAction: string | undefined;
}

interface GradesModel extends PageModel {
  look: readonly Row[];
  arrived: PageOfList<Row>;
  arrivedPage: string;
  notNeeded: readonly Row[];
  /** Of people who left or are staff. */
  withdrawn: string | undefined;
  againAll: { action: string; label: string } | undefined;
  unopened: string | undefined;
  compareAction: string | undefined;
}

const gradesPage: PageOf<GradesModel> = pageOf('course/grades/index');

export interface GradesFacts extends GradesSheet {
  people: ReadonlyMap<string, Person>;
  /** Of activities and of columns that stand alone, by their id. */
  titles: ReadonlyMap<string, string>;
  unopened: readonly string[];
}

export function gradesView(asked: Asked, facts: GradesFacts): Page {
  const { t, query } = asked;
  const { refused, overridden, waiting, taken, retrying, delivered, ungraded, withdrawn } = facts.counts;
  const count = { refused, overridden, delivered, ungraded, onWay: waiting + taken + retrying };
  const { place } = facts;
  // What a teacher changed by hand is replaced one by one only.
  const sendable = refused + ungraded;
  return gradesPage({
    title: titleOf(t, count),
    lede: `${ledeOf(asked, count)} ${comparedText(asked, facts)}`.trim(),
    compareAction: count.delivered + count.refused + count.overridden > 0 ? '/grades/compare' : undefined,
    banner: bannerOf(asked),
    tab: '/grades',
    refreshSeconds: query.done === 'again' && waiting + taken > 0 ? 3 : undefined,
    look: facts.look.map((delivery) => rowOf(asked, facts, delivery)),
    arrived: { ...place, items: facts.arrived.map((delivery) => rowOf(asked, facts, delivery)) },
    arrivedPage: t('grades.pageOf', { page: place.page, pages: place.pages }),
    notNeeded: facts.notNeeded.map((delivery) => rowOf(asked, facts, delivery)),
    withdrawn: withdrawn === 0 ? undefined : t('grades.withdrawn', { count: withdrawn }),
    unopened: unopenedText(t, 'grades.unopened', facts.unopened),
    againAll:
      sendable === 0 ? undefined : { action: '/grades/again', label: t('grades.againAll', { count: sendable }) },
  });
}

interface Count {
  refused: number;
  /** A teacher set another grade in Moodle. */
  overridden: number;
  onWay: number;
  delivered: number;
  ungraded: number;
}

function titleOf(t: Translate, count: Count): string {
  if (count.refused > 0) return t('grades.title.refused', { count: count.refused });
  if (count.onWay > 0) return t('grades.title.onWay', { count: count.onWay });
  if (count.overridden > 0) return t('grades.title.overridden', { count: count.overridden });
  if (count.delivered > 0) return t('grades.title.delivered', { count: count.delivered });
  return count.ungraded > 0 ? t('grades.title.ungraded') : t('grades.title.none');
}

function ledeOf({ t, format }: Asked, count: Count): string {
  const total = count.refused + count.onWay + count.delivered + count.overridden;
  if (total === 0) return t('grades.lede.none');
  const numbers = { delivered: format.number(count.delivered), total: format.number(total), count: count.onWay };
  return t('grades.lede.counts', numbers);
}

/** One line: when every cell was last compared, and what was otherwise. */
function comparedText({ t, format, now }: Asked, { compared }: GradesFacts): string {
  const read = compared.filter(({ comparedAt, failure }) => failure === undefined && comparedAt.getTime() > 0);
  if (read.length === 0) return '';
  const time = moment(format, new Date(Math.max(...read.map(({ comparedAt }) => comparedAt.getTime()))), now);
  const others = read.reduce((sum, { missing, changed }) => sum + missing + changed, 0);
  const unread = compared.filter(({ failure }) => failure !== undefined).length;
  const line = t('grades.compared.line', { time, count: others });
  return unread === 0 ? line : `${line} ${t('grades.compared.unread', { count: unread })}`;
}

function bannerOf({ t, query }: Asked): Banner | undefined {
  if (query.done === 'not-needed') return { tone: 'good', text: t('grades.notNeeded.done') };
  if (query.done === 'comparing') return { tone: 'info', text: t('grades.compared.asked') };
  if (query.done === 'again') return { tone: 'good', text: t('grades.done') };
  return query.done === 'nothing' ? { tone: 'info', text: t('grades.nothingToSend') } : undefined;
}

const againFrom: readonly DeliveryState[] = ['refused', 'ungraded', 'withdrawn'];

function rowOf(asked: Asked, { people, titles, maxima }: GradesFacts, delivery: Delivery): Row {
  const { t, format } = asked;
  const { activityId, personId, state } = delivery;
  const person = people.get(personId);
  const { given, maximum } = inColumn(delivery, maxima.get(activityId));
  const numbers = { given: format.number(given), maximum: format.number(maximum) };
  return {
    learner: person?.name ?? t('grades.gone.person'),
    avatar: person && { initials: person.initials, hue: person.hue },
    activity: titles.get(activityId) ?? t('grades.gone.activity'),
    points: t('grades.points', numbers),
    chip: chipOf(asked, delivery),
    todo: todoOf(asked, people, delivery),
    againAction: againFrom.includes(state) ? `/grades/${activityId}/${personId}/again` : undefined,
    againLabel: isOverridden(delivery) ? t('grades.useOurs') : t('grades.again'),
    notNeededAction: state === 'refused' ? `/grades/${activityId}/${personId}/not-needed` : undefined,
  };
}
