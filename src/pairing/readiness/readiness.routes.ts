import type { Problems } from '../../web/forms.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Asked, type Route } from '../../web/routing.js';
import { seenForm } from '../board/board.forms.js';
import type { DraftsService } from '../drafts/drafts.service.js';
import { outdatedView } from '../publishing/outdated.view.js';
import { publishView } from '../publishing/publish.view.js';
import type { PublishingService } from '../publishing/publishing.service.js';
import { peopleOfOverview } from './named.view.js';
import type { OverviewService } from './overview.service.js';
import type { Seen } from '../words/doer.js';
import { makeForm, publishForm, undoForm } from './readiness.forms.js';
import { readinessView, type Door } from './readiness.view.js';

export interface ReadinessPages {
  /** To the other rooms, in this order. */
  doors: readonly Door[];
  pairing: OverviewService &
    Pick<DraftsService, 'startDraft' | 'redraft'> &
    Pick<PublishingService, 'publish' | 'publishSheet' | 'outdated' | 'undo'>;
}

export function readinessRoutes({ pairing, doors }: ReadinessPages): Route[] {
  async function overview(asked: Asked, problems?: Problems): Promise<Reply> {
    const found = await pairing.overview(asked.visit.courseId, asked.now, (shown) => peopleOfOverview(asked, shown));
    return show(readinessView(asked, { ...found, doors }, problems), problems ? 422 : 200);
  }

  async function outdated(asked: Asked, seen: Seen): Promise<Reply> {
    return show(outdatedView(asked, await pairing.outdated(asked.visit.courseId, seen)), 409);
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
    get('/pairing/publish', 'coordinate', async (asked) => {
      const { visit, query } = asked;
      const seen = seenForm.safeParse({ draftId: query.draftId, revision: query.revision });
      const sheet = await pairing.publishSheet(visit.courseId, seen.data);
      if (!sheet) return goTo('/pairing/draft');
      return sheet.isOutdated ? outdated(asked, sheet.draft) : show(publishView(asked, sheet, query.invite === 'yes'));
    }),
    post('/pairing/publish', 'coordinate', {
      schema: publishForm,
      async accept(asked) {
        const { visit, now } = asked;
        const { invite, ...seen } = asked.answers;
        const done = await pairing.publish(visit, seen, now, invite === 'yes');
        if (!done) return outdated(asked, seen);
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
