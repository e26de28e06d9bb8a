import type { Problems } from '../web/forms.js';
import type { Banner } from '../web/page.js';
import { pageOfList } from '../web/paging.js';
import { may } from '../web/permissions.js';
import { goTo, show, type Reply } from '../web/reply.js';
import { get, post, type Asked, type Route } from '../web/routing.js';
import { donePath, doneView, newestFirst } from './done.view.js';
import type { HomeContribution } from './home.js';
import { isItem } from './item.rules.js';
import { severalForm } from './later/later.forms.js';
import { laterRoutes } from './later/later.routes.js';
import type { LaterService } from './later/later.service.js';
import { ownView } from './own.view.js';
import { queueView } from './queue.view.js';
import { severalPath, severalView } from './several.view.js';
import type { TakenService } from './taken/taken.service.js';

interface Needs {
  later: LaterService;
  taken: TakenService;
}

const shownAtOnce = 30;

/** @param contributions of all features, in their order */
export function homeRoutes(contributions: readonly HomeContribution[], { later, taken }: Needs): Route[] {
  const done = Object.assign({}, ownDone, ...contributions.map((one) => one.done)) as Record<string, string>;

  function saidOf({ query }: Asked): string | undefined {
    return query.done !== undefined && Object.hasOwn(done, query.done) ? done[query.done] : undefined;
  }

  async function own(asked: Asked) {
    const parts = await Promise.all(contributions.flatMap((one) => one.own?.(asked) ?? []));
    return show(ownView(asked, parts, saidOf(asked)));
  }

  async function rowsOf(asked: Asked) {
    const [work, putOff, takenBy] = await Promise.all([
      Promise.all(contributions.flatMap((one) => one.work?.(asked) ?? [])),
      later.putOff(asked.visit),
      taken.taken(asked.visit.courseId),
    ]);
    return { work: work.flat(), putOff, takenBy };
  }

  async function queue(asked: Asked) {
    const [rows, health, start] = await Promise.all([
      rowsOf(asked),
      Promise.all(contributions.flatMap((one) => one.health?.(asked) ?? [])),
      Promise.all(contributions.flatMap((one) => one.start?.(asked) ?? [])),
    ]);
    return show(queueView(asked, { ...rows, health, start, banner: bannerOf(asked, saidOf(asked)) }));
  }

  async function several(asked: Asked, problems?: Problems): Promise<Reply> {
    return show(severalView(asked, await rowsOf(asked), problems), problems ? 422 : 200);
  }

  return [
    get('/mentoring', 'enter', (asked) => (may(asked.visit.role, 'coordinate') ? queue(asked) : own(asked))),
    get(donePath, 'coordinate', async (asked) => {
      const all = (await Promise.all(contributions.flatMap((one) => one.closed?.(asked) ?? []))).flat();
      const list = pageOfList(newestFirst(all), shownAtOnce, { path: donePath, asked: asked.query.page });
      return show(doneView(asked, list, all.length));
    }),
    get(severalPath, 'coordinate', (asked) => several(asked)),
    post(severalPath, 'coordinate', {
      schema: severalForm,
      async accept({ visit, answers, now }) {
        const days = Number(answers.do.split('-')[1]);
        for (const { item, size } of answers.rows) {
          if (answers.do === 'take') await taken.take(visit, item, now);
          else await later.putOffItem(visit, item, { days, size }, now);
        }
        return goTo(`/mentoring?done=${answers.do === 'take' ? 'taken' : 'later'}`);
      },
      refuse: several,
    }),
    ...laterRoutes(later, taken),
  ];
}

const ownDone: Readonly<Record<string, string>> = {
  later: 'home.work.done.later',
  back: 'home.work.done.back',
  taken: 'home.work.done.taken',
  given: 'home.work.done.given',
};

/** What was put off is taken back beside the word that it was. */
function bannerOf({ t, query }: Asked, said: string | undefined): Banner | undefined {
  if (said === undefined) return undefined;
  const { item = '' } = query;
  const isKnown = query.done === 'later' && isItem(item);
  const action = { label: t('home.work.away.undo'), action: `/mentoring/later/${item}/back`, fields: [] };
  return { tone: 'info', text: t(said), ...(isKnown && { action }) };
}
