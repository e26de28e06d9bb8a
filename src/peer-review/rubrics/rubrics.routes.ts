import { problem, type Problems } from '../../web/forms.js';
import { download, goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Answered, type Asked, type Route } from '../../web/routing.js';
import { buttonForm } from '../peer-review.forms.js';
import { criterionView } from './criterion.view.js';
import { rubricCsv } from './rubric-csv.rules.js';
import {
  copyForm,
  criterionForm,
  tableForm,
  titleForm,
  type CriterionAnswers,
  type TableAnswers,
} from './rubrics.forms.js';
import type { RubricsService, Unwritten } from './rubrics.service.js';
import { previewView, rubricPath, rubricView, tableView } from './rubrics.view.js';
import type { ScaleWords } from './writing.rules.js';

const path = '/reviews/:activityId/rubric';

export function rubricsRoutes(rubrics: RubricsService): Route[] {
  const sheet = (asked: Asked) => rubrics.sheet(asked.visit.courseId, activityIn(asked));
  const page = async (asked: Asked, problems?: Problems): Promise<Reply> =>
    show(rubricView(asked, await sheet(asked), problems), problems ? 422 : 200);
  const back = (asked: Asked, done: string): Reply => goTo(`${rubricPath(activityIn(asked))}?done=${done}`);

  return [
    get(path, 'configure', (asked) => page(asked)),
    get(`${path}/preview`, 'configure', async (asked) => show(previewView(asked, await sheet(asked)))),
    post(`${path}/title`, 'configure', {
      schema: titleForm,
      async accept(asked) {
        await rubrics.rename(asked.visit.courseId, activityIn(asked), asked.answers.title);
        return back(asked, 'named');
      },
      refuse: page,
    }),
    post(`${path}/copy`, 'configure', {
      schema: copyForm,
      async accept(asked) {
        await rubrics.copy(asked.visit.courseId, activityIn(asked), asked.answers.from);
        return back(asked, 'copied');
      },
      refuse: page,
    }),
    ...criterionRoutes(rubrics, { page, back }),
    ...tableRoutes(rubrics, { back }),
  ];
}

interface Pages {
  page(asked: Asked, problems?: Problems): Promise<Reply>;
  back(asked: Asked, done: string): Reply;
}

function criterionRoutes(rubrics: RubricsService, { page, back }: Pages): Route[] {
  async function form(asked: Asked, problems?: Problems): Promise<Reply> {
    const { courseId } = asked.visit;
    const { activity } = await rubrics.sheet(courseId, activityIn(asked));
    const criterion = await rubrics.criterion(courseId, activityIn(asked), criterionIn(asked));
    return show(criterionView(asked, { activity, criterion }, problems), problems ? 422 : 200);
  }

  /** What was typed stays; sent again it takes the place of what stands there, or is a new criterion where there is none. */
  async function unwritten(asked: Answered<CriterionAnswers>, why: Unwritten): Promise<Reply> {
    const problems = problem(asked.posted, 'question', `review-rubrics.criterion.${why}`);
    if (why === 'full') return form(asked, problems);
    const { activity, own } = await rubrics.sheet(asked.visit.courseId, activityIn(asked));
    const criterion = own?.criteria.find((one) => one.criterionId === criterionIn(asked));
    return show(criterionView(asked, { activity, criterion, isNews: true }, problems), 409);
  }

  async function write(asked: Answered<CriterionAnswers>): Promise<Reply> {
    const { seen, ...written } = asked.answers;
    const writing = { criterionId: criterionIn(asked), seen, written, words: wordsIn(asked) };
    const outcome = await rubrics.write(asked.visit.courseId, activityIn(asked), writing);
    return outcome.ok ? back(asked, 'written') : unwritten(asked, outcome.failure);
  }

  return [
    get(`${path}/criteria/:criterionId`, 'configure', async (asked) => {
      const { phase } = await rubrics.sheet(asked.visit.courseId, activityIn(asked));
      return phase === 'handing-in' ? form(asked) : goTo(rubricPath(activityIn(asked)));
    }),
    post(`${path}/criteria/:criterionId`, 'configure', { schema: criterionForm, accept: write, refuse: form }),
    post(`${path}/criteria/:criterionId/move-up`, 'configure', {
      schema: buttonForm,
      async accept(asked) {
        await rubrics.moveUp(asked.visit.courseId, activityIn(asked), criterionIn(asked));
        return goTo(rubricPath(activityIn(asked)));
      },
      refuse: page,
    }),
    post(`${path}/criteria/:criterionId/remove`, 'configure', {
      schema: buttonForm,
      async accept(asked) {
        await rubrics.remove(asked.visit.courseId, activityIn(asked), criterionIn(asked));
        return back(asked, 'removed');
      },
      refuse: page,
    }),
  ];
}

function tableRoutes(rubrics: RubricsService, { back }: Pick<Pages, 'back'>): Route[] {
  const sheet = (asked: Asked) => rubrics.sheet(asked.visit.courseId, activityIn(asked));

  async function table(asked: Asked): Promise<string> {
    const { own, rubric, phase } = await sheet(asked);
    return rubricCsv((phase === 'handing-in' ? own : undefined) ?? rubric);
  }

  async function paste(asked: Answered<TableAnswers>): Promise<Reply> {
    const { table: typed, seen = '' } = asked.answers;
    const read = await rubrics.paste(asked.visit.courseId, activityIn(asked), {
      ...{ table: typed, seen, words: wordsIn(asked) },
    });
    if (read.ok) return back(asked, 'read');
    const isNews = read.failure === 'changed';
    const problems = problem(asked.posted, 'table', `review-rubrics.table.${isNews ? 'changed' : 'wrong'}`);
    const bad = read.failure === 'changed' ? {} : { bad: read.failure };
    return show(tableView(asked, await sheet(asked), { ...bad, problems, table: typed, isNews }), isNews ? 409 : 422);
  }

  return [
    get(`${path}/table`, 'configure', async (asked) => {
      const found = await sheet(asked);
      if (found.phase !== 'handing-in') return goTo(rubricPath(activityIn(asked)));
      return show(tableView(asked, found, { table: (await table(asked)).replace(/^\uFEFF/, '') }));
    }),
    post(`${path}/table`, 'configure', {
      schema: tableForm,
      accept: paste,
      refuse: async (asked, problems) => show(tableView(asked, await sheet(asked), { problems, table: '' }), 422),
    }),
    get(`${path}/table.csv`, 'configure', async (asked) => download('rubric.csv', 'text/csv', await table(asked))),
  ];
}

function wordsIn({ t }: Asked): ScaleWords {
  return {
    points: (count) => t('peer-review.points', { count }),
    errors: (count) => t('review-rubrics.errors', { count }),
    agreement: [0, 1, 2, 3, 4].map((place) => t(`review-rubrics.agreement.${String(place)}`)),
  };
}

function activityIn({ params }: Asked): string {
  return params.activityId ?? '';
}

function criterionIn({ params }: Asked): string {
  return params.criterionId ?? '';
}
