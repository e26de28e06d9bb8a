import { may } from '../web/permissions.js';
import { show } from '../web/reply.js';
import { get, type Asked, type Route } from '../web/routing.js';
import type { HomeContribution } from './home.js';
import { laterRoutes } from './later/later.routes.js';
import type { LaterService } from './later/later.service.js';
import { ownView } from './own.view.js';
import { queueView } from './queue.view.js';

/** @param contributions of all features, in their order */
export function homeRoutes(contributions: readonly HomeContribution[], later: LaterService): Route[] {
  const done = Object.assign({}, laterDone, ...contributions.map((one) => one.done)) as Record<string, string>;

  function saidOf({ query }: Asked): string | undefined {
    return query.done !== undefined && Object.hasOwn(done, query.done) ? done[query.done] : undefined;
  }

  async function own(asked: Asked) {
    const parts = await Promise.all(contributions.flatMap((one) => one.own?.(asked) ?? []));
    return show(ownView(asked, parts, saidOf(asked)));
  }

  async function queue(asked: Asked) {
    const [work, health, start, putOff] = await Promise.all([
      Promise.all(contributions.flatMap((one) => one.work?.(asked) ?? [])),
      Promise.all(contributions.flatMap((one) => one.health?.(asked) ?? [])),
      Promise.all(contributions.flatMap((one) => one.start?.(asked) ?? [])),
      later.putOff(asked.visit),
    ]);
    return show(queueView(asked, { work: work.flat(), health, start, putOff, said: saidOf(asked) }));
  }

  return [
    get('/mentoring', 'enter', (asked) => (may(asked.visit.role, 'coordinate') ? queue(asked) : own(asked))),
    ...laterRoutes(later),
  ];
}

const laterDone: Readonly<Record<string, string>> = { later: 'home.work.done.later', back: 'home.work.done.back' };
