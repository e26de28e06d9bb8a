import type { Problems } from '../../web/forms.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Asked, type Route } from '../../web/routing.js';
import { seenForm } from '../board/board.forms.js';
import type { DraftsService } from '../drafts/drafts.service.js';
import { outdatedView } from '../publishing/outdated.view.js';
import type { PublishingService } from '../publishing/publishing.service.js';
import { peopleOfOverview } from './named.view.js';
import type { OverviewService } from './overview.service.js';
import { makeForm, publishForm, undoForm } from './readiness.forms.js';
import { readinessView, type Door } from './readiness.view.js';

export interface ReadinessPages {
  /** To the other rooms, in this order. */
  doors: readonly Door[];
  pairing: OverviewService &
    Pick<DraftsService, 'startDraft' | 'redraft'> &
    Pick<PublishingService, 'publish' | 'outdated' | 'undo'>;
}

export function readinessRoutes({ pairing, doors }: ReadinessPages): Route[] {
  async function overview(asked: Asked, problems?: Problems): Promise<Reply> {
    const found = await pairing.overview(asked.visit.courseId, asked.now, (shown) => peopleOfOverview(asked, shown));
    return show(readinessView(asked, { ...found, doors }, problems), problems ? 422 : 200);
  }

  return [
    get('/pairing', 'coordinate', (asked) => overview(asked)),
    post('/pairing/draft', 'coordinate', {
      schema: makeForm,
      async accept({ visit, answers, now }) {
        await pairing.startDraft(visit, answers, now);
        return goTo('/pairing/draft');
      },
      refuse: overview,
    }),
    post('/pairing/draft/again', 'coordinate', {
      schema: seenForm,
      async accept({ visit, answers, now }) {
        await pairing.redraft(visit, answers, now);
        return goTo('/pairing/draft?done=again');
      },
      refuse: overview,
    }),
    post('/pairing/publish', 'coordinate', {
      schema: publishForm,
      async accept(asked) {
        const { visit, now } = asked;
        const { invite, ...seen } = asked.answers;
        const done = await pairing.publish(visit, seen, now, invite === 'yes');
        if (!done) return show(outdatedView(asked, await pairing.outdated(visit.courseId, seen)), 409);
        return goTo(`/pairing?done=${invite === 'yes' ? 'invited' : 'published'}`);
      },
      refuse: overview,
    }),
    post('/pairing/undo', 'coordinate', {
      schema: undoForm,
      async accept({ visit, now }) {
        await pairing.undo(visit, now);
        return goTo('/pairing?done=undone');
      },
      refuse: overview,
    }),
  ];
}
