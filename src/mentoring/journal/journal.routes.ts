import { Forbidden } from '../../shared/errors.js';
import { emptyForm, type Problems } from '../../web/forms.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Asked, type Route } from '../../web/routing.js';
import { entryForm, shareForm } from './journal.forms.js';
import type { JournalService } from './journal.service.js';
import { journalPath, journalView, sharedView, skippedIn } from './journal.view.js';

export function journalRoutes(journal: JournalService): Route[] {
  async function page(asked: Asked, problems?: Problems): Promise<Reply> {
    const wanted = { page: asked.query.page, skipped: skippedIn(asked.query.other), path: journalPath };
    return show(journalView(asked, await journal.sheet(asked.visit, wanted), problems), problems ? 422 : 200);
  }
  const idIn = ({ params }: Asked) => params.entryId ?? '';

  return [
    get(journalPath, 'takePart', (asked) => page(asked)),
    post(journalPath, 'takePart', {
      schema: entryForm,
      async accept(asked) {
        forbidPreview(asked);
        await journal.add(asked.visit, asked.answers, asked.now);
        return goTo(`${journalPath}?done=written`);
      },
      refuse: page,
    }),
    get(`${journalPath}/with/:pairKey`, 'takePart', async (asked) =>
      show(sharedView(asked, await journal.shared(asked.visit, asked.params.pairKey ?? ''))),
    ),
    post(`${journalPath}/:entryId/share`, 'takePart', {
      schema: shareForm,
      async accept(asked) {
        forbidPreview(asked);
        const shared = await journal.share(asked.visit, idIn(asked), asked.answers.with);
        return goTo(`${journalPath}?${shared.ok ? 'done=shared' : 'problem=closed'}`);
      },
      refuse: page,
    }),
    post(`${journalPath}/:entryId/remove`, 'takePart', {
      schema: emptyForm,
      async accept(asked) {
        forbidPreview(asked);
        await journal.remove(asked.visit, idIn(asked));
        return goTo(`${journalPath}?done=removed`);
      },
      refuse: page,
    }),
  ];
}

function forbidPreview({ visit }: Asked): void {
  if (visit.preview) throw new Forbidden('preview');
}
