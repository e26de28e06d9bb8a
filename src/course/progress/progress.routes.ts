import { emptyForm } from '../../web/forms.js';
import { may } from '../../web/permissions.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Asked, type Route } from '../../web/routing.js';
import { gateView, passedView } from './gate.view.js';
import type { ProgressService } from './progress.service.js';
import { progressView } from './progress.view.js';

export interface ProgressPages {
  progress: ProgressService;
  setups: { unopened(courseId: string): Promise<readonly string[]> };
}

export function progressRoutes({ progress, setups }: ProgressPages): Route[] {
  async function overview(asked: Asked, status = 200): Promise<Reply> {
    const { courseId } = asked.visit;
    const [facts, unopened] = await Promise.all([progress.overview(courseId), setups.unopened(courseId)]);
    return show(progressView(asked, { ...facts, unopened }), status);
  }

  async function gate(asked: Asked, status = 200): Promise<Reply> {
    const { visit, params } = asked;
    const facts = await progress.gate(visit.courseId, params.activityId ?? '');
    return show(may(visit.role, 'coordinate') ? gateView(asked, facts) : passedView(asked), status);
  }

  return [
    get('/progress', 'coordinate', (asked) => overview(asked)),
    post('/progress/refresh', 'coordinate', {
      schema: emptyForm,
      accept: async ({ visit }) => goTo(`/progress?done=${await progress.refresh(visit.courseId)}`),
      refuse: (asked) => overview(asked, 422),
    }),
    get('/gates/:activityId', 'enter', (asked) => gate(asked)),
    post('/gates/:activityId/refresh', 'coordinate', {
      schema: emptyForm,
      async accept({ visit, params }) {
        const { column } = await progress.gate(visit.courseId, params.activityId ?? '');
        const { activityId } = column;
        return goTo(`/gates/${activityId}?done=${await progress.refresh(visit.courseId, activityId)}`);
      },
      refuse: (asked) => gate(asked, 422),
    }),
  ];
}
