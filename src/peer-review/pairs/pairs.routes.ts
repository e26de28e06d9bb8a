import { problem, type Problems } from '../../web/forms.js';
import { download, goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Answered, type Asked, type Route } from '../../web/routing.js';
import { listForm, reviewerForm, type ListAnswers, type ReviewerAnswers } from './pairs.forms.js';
import type { PairsService } from './pairs.service.js';
import { pairsListView, pairsOfView, pairsPath, pairsView } from './pairs.view.js';

export function pairsRoutes(pairs: PairsService): Route[] {
  const sheet = (asked: Asked) => pairs.sheet(asked.visit.courseId, activityIn(asked));

  async function one(asked: Asked, problems?: Problems): Promise<Reply> {
    const found = await pairs.of(asked.visit.courseId, activityIn(asked), authorIn(asked));
    return show(pairsOfView(asked, found, problems), problems ? 422 : 200);
  }

  async function add(asked: Answered<ReviewerAnswers>): Promise<Reply> {
    const pair = { authorId: authorIn(asked), reviewerId: asked.answers.reviewerId };
    const added = await pairs.add(asked.visit.courseId, activityIn(asked), pair, asked.now);
    if (added.ok) return goTo(`${pairsPath(activityIn(asked))}/of/${pair.authorId}?done=added`);
    return one(asked, problem(asked.posted, 'reviewerId', `review-pairs.refused.${added.failure}`));
  }

  async function remove(asked: Answered<ReviewerAnswers>): Promise<Reply> {
    const pair = { authorId: authorIn(asked), reviewerId: asked.answers.reviewerId };
    await pairs.remove(asked.visit.courseId, activityIn(asked), pair, asked.now);
    return goTo(`${pairsPath(activityIn(asked))}/of/${pair.authorId}?done=removed`);
  }

  async function importList(asked: Answered<ListAnswers>): Promise<Reply> {
    const { list } = asked.answers;
    const read = await pairs.importList(asked.visit.courseId, activityIn(asked), list, asked.now);
    if (read.ok) return goTo(`${pairsPath(activityIn(asked))}?done=read`);
    const problems = problem(asked.posted, 'list', 'review-pairs.list.wrong');
    return show(pairsListView(asked, await sheet(asked), { bad: read.failure, problems }), 422);
  }

  const path = '/reviews/:activityId/pairs';
  return [
    get(path, 'coordinate', async (asked) => show(pairsView(asked, await sheet(asked)))),
    get(`${path}/list`, 'coordinate', async (asked) => show(pairsListView(asked, await sheet(asked)))),
    post(`${path}/list`, 'coordinate', {
      schema: listForm,
      accept: importList,
      refuse: async (asked, problems) => show(pairsListView(asked, await sheet(asked), { problems }), 422),
    }),
    get(`${path}/list.csv`, 'coordinate', async (asked) =>
      download('reviewers.csv', 'text/csv', await pairs.list(asked.visit.courseId, activityIn(asked))),
    ),
    get(`${path}/of/:personId`, 'coordinate', (asked) => one(asked)),
    post(`${path}/of/:personId`, 'coordinate', { schema: reviewerForm, accept: add, refuse: one }),
    post(`${path}/of/:personId/remove`, 'coordinate', { schema: reviewerForm, accept: remove, refuse: one }),
  ];
}

function activityIn({ params }: Asked): string {
  return params.activityId ?? '';
}

function authorIn({ params }: Asked): string {
  return params.personId ?? '';
}
