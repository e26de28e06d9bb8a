/** The home of a person who takes part: one step, then what features contribute. */
import { pageOf, type Page, type PageModel, type PageOf } from '../web/page.js';
import type { Asked } from '../web/routing.js';
import type { Card, Link, OwnPart, Step } from './home.js';
import { cardsOf, headlineOf, menteesOf, nextStep, pathOf } from './home.rules.js';

interface MenteeRow {
  title: string;
  avatar: { initials: string; hue: number };
  text: string;
  meta: string | undefined;
  chip: { tone: 'warn' | 'good'; text: string } | undefined;
  actions: readonly Link[];
}

interface OwnModel extends PageModel {
  step: Pick<Step, 'title' | 'text' | 'action'> | undefined;
  mentees: readonly MenteeRow[];
  cards: readonly Card[];
  path: readonly { state: 'done' | 'here' | 'ahead'; title: string; note: string }[];
  links: readonly Link[];
  whoSees: readonly { icon: string; text: string }[];
}

const ownPage: PageOf<OwnModel> = pageOf('home/own');

/** @param said text key of what the page says after an act */
export function ownView(asked: Asked, parts: readonly OwnPart[], said: string | undefined): Page {
  const { t } = asked;
  const { title, lede } = headlineOf(parts) ?? { title: t('home.own.title'), lede: t('home.own.lede') };
  return ownPage({
    title,
    lede,
    banner: said === undefined ? undefined : { tone: 'good', text: t(said) },
    tab: '/mentoring',
    step: nextStep(parts),
    mentees: menteesOf(parts).map((one) => menteeRow(asked, one)),
    cards: cardsOf(parts),
    path: pathOf(parts),
    links: parts.flatMap(({ links = [] }) => links),
    whoSees: [...parts.flatMap(({ whoSees = [] }) => whoSees), { icon: 'eye', text: t('home.who.teacher') }],
  });
}

function menteeRow(
  { t }: Asked,
  { name, avatar, need, text, beside, action }: ReturnType<typeof menteesOf>[number],
): MenteeRow {
  return {
    ...{ title: name, avatar, text, meta: beside.length === 0 ? undefined : beside.join(' ') },
    chip: need === 'quiet' ? { tone: 'good', text: t('home.mentees.quiet') } : undefined,
    actions: action ? [action] : [],
  };
}
