import { Forbidden, NotFound } from '../../shared/errors.js';
import { emptyForm, problem, type Problems } from '../../web/forms.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Asked, type Route } from '../../web/routing.js';
import { changeView, templatePath, templateView } from './change.view.js';
import { forms, type CharterForm, type Templates } from './charter.js';
import { askingForm, changeForm, signForm, templateForm } from './charter.forms.js';
import type { CharterService } from './charter.service.js';
import { charterPath, charterView } from './charter.view.js';
import { readView, unsignedPath, unsignedView } from './unsigned.view.js';

const route = '/charter/:pairKey';

export function charterRoutes(charters: CharterService, library: Templates): Route[] {
  async function page(asked: Asked, problems?: Problems): Promise<Reply> {
    const sheet = await charters.sheet(asked.visit, keyIn(asked));
    return show(charterView(asked, sheet, undefined, problems), problems ? 422 : 200);
  }

  async function changing(asked: Asked, problems?: Problems): Promise<Reply> {
    const sheet = await charters.sheet(asked.visit, keyIn(asked));
    const line = sheet.current.lines.find(({ id }) => id === asked.params.lineId);
    if (!line?.open) throw new NotFound();
    return show(changeView(asked, sheet, line, problems), problems ? 422 : 200);
  }

  const here = (asked: Asked, word: string) => goTo(`${charterPath(keyIn(asked))}?${word}`);

  return [
    get(route, 'takePart', (asked) => page(asked)),
    get(`${route}/versions/:number`, 'takePart', async (asked) => {
      const sheet = await charters.sheet(asked.visit, keyIn(asked));
      const number = Number(asked.params.number);
      if (!sheet.charter.versions.some((one) => one.number === number)) throw new NotFound();
      return show(charterView(asked, sheet, number));
    }),
    post(`${route}/sign`, 'takePart', {
      schema: signForm,
      async accept(asked) {
        forbidPreview(asked);
        const outcome = await charters.sign(asked.visit, keyIn(asked), asked.answers.words, asked.now);
        return here(asked, outcome.ok ? 'done=signed' : `problem=${outcome.failure}`);
      },
      refuse: page,
    }),
    post(`${route}/asking`, 'takePart', {
      schema: askingForm,
      async accept(asked) {
        forbidPreview(asked);
        const outcome = await charters.ask(asked.visit, keyIn(asked), asked.answers);
        return here(asked, outcome.ok ? 'done=asking' : `problem=${outcome.failure}`);
      },
      refuse: page,
    }),
    get(`${route}/change/:lineId`, 'takePart', (asked) => changing(asked)),
    post(`${route}/change/:lineId`, 'takePart', {
      schema: changeForm,
      async accept(asked) {
        forbidPreview(asked);
        const wish = { ...asked.answers, lineId: asked.params.lineId ?? '' };
        const outcome = await charters.changeLine(asked.visit, keyIn(asked), wish, asked.now);
        if (outcome.ok) return here(asked, 'done=changed');
        return changing(asked, problem(asked.posted, 'text', `charter.kept.${outcome.failure}`));
      },
      refuse: changing,
    }),
    ...templateRoutes(charters, library),
    get(unsignedPath, 'coordinate', async (asked) =>
      show(unsignedView(asked, await charters.waiting(asked.visit.courseId, asked.now))),
    ),
    get(`${unsignedPath}/of/:pairKey`, 'coordinate', async (asked) =>
      show(readView(asked, await charters.read(asked.visit.courseId, keyIn(asked)))),
    ),
  ];
}

function templateRoutes(charters: CharterService, library: Templates): Route[] {
  async function page(asked: Asked, problems?: Problems): Promise<Reply> {
    const form = formIn(asked);
    const facts = { form, ...(await charters.templates(asked.visit.courseId)), library: library[form] };
    return show(templateView(asked, facts, problems), problems ? 422 : 200);
  }

  return [
    get(`${templatePath}/:form`, 'configure', (asked) => page(asked)),
    post(`${templatePath}/:form`, 'configure', {
      schema: templateForm,
      async accept(asked) {
        const form = formIn(asked);
        const { answers } = asked;
        const written = library[form].map(({ id }) => {
          const line = { text: answers[`text-${id}`] ?? '', open: answers[`open-${id}`] === 'yes' };
          return [id, line] as const;
        });
        if (written.every(([, { text }]) => text === '')) {
          return page(asked, problem(asked.posted, `text-${library[form][0]?.id ?? ''}`, 'charter.form.noLine'));
        }
        await charters.saveTemplate(asked.visit.courseId, form, new Map(written));
        return goTo(`${templatePath}/${form}?done=saved`);
      },
      refuse: page,
    }),
    post(`${templatePath}/:form/forget`, 'configure', {
      schema: emptyForm,
      async accept(asked) {
        await charters.forgetTemplate(asked.visit.courseId, formIn(asked));
        return goTo(`${templatePath}/${formIn(asked)}?done=saved`);
      },
      refuse: page,
    }),
  ];
}

/** @throws NotFound */
function formIn({ params }: Asked): CharterForm {
  const form = forms.find((one) => one === params.form);
  if (!form) throw new NotFound();
  return form;
}

function keyIn({ params }: Asked): string {
  return params.pairKey ?? '';
}

function forbidPreview({ visit }: Asked): void {
  if (visit.preview) throw new Forbidden('preview');
}
