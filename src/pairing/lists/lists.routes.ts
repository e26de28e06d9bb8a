import { problem, type Problems } from '../../web/forms.js';
import { download, goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Asked, type Route } from '../../web/routing.js';
import { pairsForm } from './lists.forms.js';
import type { ListsService } from './lists.service.js';
import { listsView } from './lists.view.js';

const csv = 'text/csv; charset=utf-8';

export function listRoutes({ lists }: { lists: ListsService }): Route[] {
  const page = (asked: Asked, problems?: Problems): Promise<Reply> =>
    Promise.resolve(show(listsView(asked, problems), problems ? 422 : 200));

  return [
    get('/pairing/lists', 'coordinate', (asked) => page(asked)),
    get('/pairing/lists/pairs', 'coordinate', async ({ visit }) =>
      download('pairs.csv', csv, await lists.pairs(visit.courseId)),
    ),
    get('/pairing/lists/people', 'coordinate', async ({ visit }) =>
      download('people.csv', csv, await lists.people(visit.courseId)),
    ),
    get('/pairing/lists/groups', 'coordinate', async ({ visit }) =>
      download('groups.csv', csv, await lists.groups(visit.courseId)),
    ),
    post('/pairing/lists', 'coordinate', {
      schema: pairsForm,
      async accept(asked) {
        const read = await lists.importPairs(asked.visit, asked.answers.pairs, asked.now);
        if (read.ok) return goTo('/pairing/draft?done=imported');
        return show(listsView(asked, problem(asked.posted, 'pairs', 'lists.form.lines'), read.bad), 422);
      },
      refuse: page,
    }),
  ];
}
