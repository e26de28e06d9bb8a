import type { Closed, HomeContribution, Step, Work } from '../../home/home.js';
import { after, day, second } from '../../shared/clock.js';
import { newId } from '../../shared/ids.js';
import type { Asked } from '../../web/routing.js';
import type { LadderService, ShownRow } from './ladder.service.js';
import { missText, pathOf } from './ladder.view.js';
import { rowOf } from './row.view.js';

/** So many have a row of their own; the others come when these are dealt with, and are counted. */
const shownAtOnce = 20;

/** The partner's ready text; the coordinator's rows, and what staff did about them. */
export function ladderHome(
  ladder: Pick<LadderService, 'called' | 'toWrite' | 'settingsOf' | 'done'>,
): HomeContribution {
  return {
    async work(asked) {
      const { courseId } = asked.visit;
      const [all, { answerDays }] = await Promise.all([ladder.called(courseId), ladder.settingsOf(courseId)]);
      const rows = all.slice(0, shownAtOnce).map((one) => workOf(asked, one, answerDays));
      return [...rows, ...moreOf(asked, all.length - rows.length)];
    },

    async closed({ visit, t, format }): Promise<Closed[]> {
      const all = await ladder.done(visit.courseId);
      return all.map(({ act, by, about }) => ({
        at: act.at,
        by: by?.name,
        text: t(`ladder.done.${act.kind}`, {
          names: about.length === 0 ? t('ladder.nobody') : format.list(about.map(({ name }) => name)),
        }),
        ...(act.byId === visit.personId && {
          back: { label: t('ladder.done.back'), action: `/ladder/acts/${act.actId}/back`, fields: [] },
        }),
      }));
    },

    async own(asked) {
      const all = await ladder.toWrite(asked.visit);
      return { steps: all.flatMap(({ row, partners }) => stepOf(asked, row, partners)) };
    },

    done: {
      ladderText: 'ladder.said.text',
      ladderSent: 'ladder.said.sent',
      ladderExcused: 'ladder.said.excused',
      ladderOver: 'ladder.said.over',
      ladderTwice: 'ladder.said.twice',
      ladderWritten: 'ladder.said.written',
    },
  };
}

function workOf(asked: Asked, shown: ShownRow, answerDays: number): Work {
  const { t, now } = asked;
  const { row } = shown;
  const since = row.since ?? now;
  return {
    ...rowOf(asked, shown, after(since, answerDays * day)),
    size: Math.floor(since.getTime() / second),
    actions: [
      { label: t('ladder.work.rhythm'), href: pathOf(row.key, 'rhythm') },
      { label: t('ladder.work.okay'), href: pathOf(row.key, 'okay') },
      ...(row.pairId === undefined ? [] : [{ label: t('ladder.work.end'), href: `/pairing/end/${row.pairId}` }]),
      ...(row.misses.length === 0
        ? []
        : [
            {
              label: t('ladder.work.excuse'),
              action: pathOf(row.key, 'excuse'),
              fields: [{ name: 'once', value: newId() }],
            },
          ]),
    ],
  };
}

function moreOf({ t }: Asked, count: number): Work[] {
  if (count <= 0) return [];
  return [
    {
      ...{ item: 'ladder-more', urgency: 'called', size: count, icon: 'calendar', tone: 'warn', actions: [] },
      ...{ title: t('ladder.work.more', { count }), text: t('ladder.work.moreText') },
    },
  ];
}

type ToWrite = Awaited<ReturnType<LadderService['toWrite']>>[number];

function stepOf(asked: Asked, row: ToWrite['row'], partners: ToWrite['partners']): Step[] {
  const { t, format } = asked;
  const last = row.misses.at(-1);
  if (!last) return [];
  const names = format.list(partners.map(({ name }) => name));
  return [
    {
      order: 'awaited',
      dueAt: last.at,
      title: t('ladder.step.title', { names }),
      text: t('ladder.step.text', { what: missText(asked, last), names }),
      action: { label: t('ladder.step.open'), href: pathOf(row.key, 'text') },
    },
  ];
}
