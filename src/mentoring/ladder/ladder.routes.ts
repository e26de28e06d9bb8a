import { Forbidden, NotFound } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { problem, type Problems } from '../../web/forms.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Asked, type Route } from '../../web/routing.js';
import { letterForm, pressForm, textForm } from './ladder.forms.js';
import type { LadderService } from './ladder.service.js';
import { letterView, pathOf, promisesMore, textView } from './ladder.view.js';

export function ladderRoutes(ladder: LadderService): Route[] {
  return [
    ...textRoutes(ladder),
    ...letterRoutes(ladder, 'okay'),
    ...letterRoutes(ladder, 'rhythm'),
    ...pressRoutes(ladder),
  ];
}

const keyIn = ({ params }: Asked) => params.pairKey ?? '';

/** The page keeps its name, so that what is sent twice is one. */
function onceOf(problems: Problems | undefined): string {
  const posted = problems?.posted.once;
  return typeof posted === 'string' && posted !== '' ? posted : newId();
}

function textRoutes(ladder: LadderService): Route[] {
  async function page(asked: Asked, problems?: Problems): Promise<Reply> {
    const sheet = await ladder.textSheet(asked.visit, keyIn(asked), asked.now);
    if (!sheet) return goTo('/mentoring?done=ladderWritten');
    const more = { once: onceOf(problems), canOffer: ladder.canOffer, problems };
    return show(textView(asked, sheet, more), problems ? 422 : 200);
  }

  return [
    get('/ladder/:pairKey/text', 'takePart', (asked) => page(asked)),
    post('/ladder/:pairKey/text', 'takePart', {
      schema: textForm,
      async accept(asked) {
        const { visit, answers, now } = asked;
        if (visit.preview) throw new Forbidden('preview');
        const sheet = await ladder.textSheet(visit, keyIn(asked), now);
        if (sheet && promisesMore(asked, sheet.partners, answers)) {
          return page(asked, problem(asked.posted, 'text', 'ladder.form.promised'));
        }
        const done = await ladder.sendText(visit, keyIn(asked), answers, now);
        if (done.ok) return goTo(`/mentoring?done=${textDone[done.value]}`);
        return page(asked, problem(asked.posted, done.failure.field, `ladder.form.${done.failure.field}`));
      },
      refuse: page,
    }),
  ];
}

const textDone = { sent: 'ladderText', twice: 'ladderTwice', over: 'ladderWritten' } as const;
const letterDone = { done: 'ladderSent', twice: 'ladderTwice', over: 'ladderOver' } as const;

function letterRoutes(ladder: LadderService, kind: 'okay' | 'rhythm'): Route[] {
  const path = `/ladder/:pairKey/${kind}`;
  async function page(asked: Asked, problems?: Problems): Promise<Reply> {
    const found = await ladder.one(asked.visit.courseId, keyIn(asked));
    if (!found) return goTo('/mentoring?done=ladderOver');
    return show(letterView(asked, found, { kind, once: onceOf(problems), problems }), problems ? 422 : 200);
  }

  return [
    get(path, 'coordinate', (asked) => page(asked)),
    post(path, 'coordinate', {
      schema: letterForm,
      async accept(asked) {
        const { text, to: toIds, once } = asked.answers;
        const done = await ladder.write(asked.visit, { key: keyIn(asked), kind, text, toIds, once }, asked.now);
        return goTo(`/mentoring?done=${letterDone[done]}`);
      },
      refuse: page,
    }),
  ];
}

function pressRoutes(ladder: LadderService): Route[] {
  return [
    post('/ladder/:pairKey/excuse', 'coordinate', {
      schema: pressForm,
      async accept(asked) {
        const actId = asked.answers.once;
        const isDone = await ladder.excuse(asked.visit, { key: keyIn(asked), actId }, asked.now);
        return goTo(isDone ? '/mentoring?done=ladderExcused' : '/mentoring?done=ladderOver');
      },
      // One button, rendered with its name: what is refused leads back to the queue as it is.
      async refuse(asked) {
        await ladder.one(asked.visit.courseId, keyIn(asked));
        return goTo('/mentoring');
      },
    }),
    post('/ladder/acts/:actId/back', 'coordinate', {
      schema: pressForm.partial(),
      async accept(asked) {
        const isDone = await ladder.takeBack(asked.visit, asked.params.actId ?? '');
        if (!isDone) throw new NotFound();
        return goTo('/mentoring/done?done=back');
      },
      refuse: () => Promise.resolve(goTo('/mentoring')),
    }),
  ];
}

export { pathOf };
