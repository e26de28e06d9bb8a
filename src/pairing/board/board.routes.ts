import { NotFound } from '../../shared/errors.js';
import { problem, type Problems } from '../../web/forms.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Asked, type Route } from '../../web/routing.js';
import { draftView } from './draft.view.js';
import type { DraftsService } from '../drafts/drafts.service.js';
import type { EditsService } from './edits.service.js';
import { pairView } from './pair.view.js';
import { cancelForm, lockForm, neverForm, seenForm, swapForm } from './board.forms.js';
import { peopleShown } from './shown.view.js';
import { discardView, neverView } from './questions.view.js';
import { swapView } from './swap.view.js';
import type { PairNotes } from '../words/pair-notes.js';
import { waitView } from '../drafts/wait.view.js';

export interface BoardPages {
  pairing: Pick<DraftsService, 'cancel'>;
  edits: EditsService;
  /** Asked at each use: of the features that have something to say of a pair. */
  pairNotes: () => readonly PairNotes[];
}

export function boardRoutes({ pairing, edits, pairNotes }: BoardPages): Route[] {
  async function draft(asked: Asked, problems?: Problems): Promise<Reply> {
    const sheet = await edits.draftSheet(asked.visit.courseId, asked.now, (draft, people) =>
      peopleShown(asked, draft, people),
    );
    if (!sheet) return goTo('/pairing');
    const { state } = sheet.draft;
    if (state === 'making' || state === 'failed') return show(waitView(asked, sheet.draft));
    return show(draftView(asked, sheet), problems ? 422 : 200);
  }

  async function swap(asked: Asked, problems?: Problems): Promise<Reply> {
    const about = { pairId: asked.params.pairId ?? '', ...whoIn(asked, problems) };
    const sheet = await edits.swapSheet(asked.visit.courseId, about, asked.now);
    return show(swapView(asked, sheet, problems), problems ? 422 : 200);
  }

  return [
    get('/pairing/draft', 'coordinate', (asked) => draft(asked)),
    post('/pairing/draft/lock', 'coordinate', {
      schema: lockForm,
      async accept({ visit, answers: { pairId, locked, ...seen }, now }) {
        await edits.lock(visit, seen, { pairId, locked: locked === 'yes' }, now);
        return goTo(`/pairing/draft?done=${locked === 'yes' ? 'locked' : 'unlocked'}`);
      },
      refuse: draft,
    }),
    post('/pairing/draft/never', 'coordinate', {
      schema: neverForm,
      async accept({ visit, answers: { pairId, ...seen }, now }) {
        await edits.neverAgain(visit, seen, pairId, now);
        return goTo('/pairing/draft?done=never');
      },
      refuse: draft,
    }),
    get('/pairing/draft/never/:pairId', 'coordinate', async (asked) => {
      const sheet = await edits.pairSheet(asked.visit.courseId, asked.params.pairId ?? '', asked.now);
      if (sheet.draft.state !== 'ready' || sheet.pair.members.length !== 2) throw new NotFound();
      return show(neverView(asked, sheet));
    }),
    post('/pairing/draft/together', 'coordinate', {
      schema: seenForm,
      async accept({ visit, answers, now }) {
        await edits.togetherAgain(visit, answers, now);
        return goTo('/pairing/draft?done=together');
      },
      refuse: draft,
    }),
    post('/pairing/draft/cancel', 'coordinate', {
      schema: cancelForm,
      async accept({ visit, answers }) {
        await pairing.cancel(visit.courseId, answers.draftId);
        return goTo('/pairing?done=cancelled');
      },
      refuse: draft,
    }),
    get('/pairing/draft/swap/:pairId', 'coordinate', (asked) => swap(asked)),
    post('/pairing/draft/swap/:pairId', 'coordinate', {
      schema: swapForm,
      async accept(asked) {
        const { staysId, outId, choice, ...seen } = asked.answers;
        const change = { pairId: asked.params.pairId ?? '', staysId, outId, withId: choice };
        const done = await edits.swap(asked.visit, seen, change, asked.now);
        return done
          ? goTo('/pairing/draft?done=swapped')
          : swap(asked, problem(asked.posted, 'choice', 'pairing.swap.gone'));
      },
      refuse: swap,
    }),
    get('/pairing/draft/discard', 'coordinate', async (asked) => {
      const sheet = await edits.draftSheet(asked.visit.courseId, asked.now);
      if (!sheet) throw new NotFound();
      return show(discardView(asked, sheet));
    }),
    post('/pairing/draft/discard', 'coordinate', {
      schema: seenForm,
      async accept({ visit, answers, now }) {
        await edits.discard(visit, answers.draftId, now);
        return goTo('/pairing?done=discarded');
      },
      refuse: draft,
    }),
    get('/pairing/pair/:pairId', 'coordinate', async (asked) => {
      const sheet = await edits.pairSheet(asked.visit.courseId, asked.params.pairId ?? '', asked.now);
      const notes = await Promise.all(pairNotes().map((notesFor) => notesFor(asked, sheet.pair.members)));
      return show(pairView(asked, sheet, notes.flat()));
    }),
  ];
}

/** Who keeps their place, and who goes: from the link, or from the form that came back. */
function whoIn({ query }: Asked, problems: Problems | undefined) {
  const { staysId, outId } = problems?.posted ?? {};
  return {
    staysId: typeof staysId === 'string' ? staysId : query.for,
    outId: typeof outId === 'string' ? outId : query.out,
  };
}
