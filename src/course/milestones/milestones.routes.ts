import { newId } from '../../shared/ids.js';
import { emptyForm, type Problems } from '../../web/forms.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Answered, type Asked, type Route } from '../../web/routing.js';
import { milestoneForm, type MilestoneAnswers } from './milestones.forms.js';
import type { Milestone } from './milestones.rules.js';
import type { MilestoneService } from './milestones.service.js';
import { editView, listView } from './milestones.view.js';

const blank = { title: '', terms: [] } as const;

export function milestoneRoutes({ milestones }: { milestones: MilestoneService }): Route[] {
  const facts = () => milestones.facts();

  async function list(asked: Asked): Promise<Reply> {
    return show(listView(asked, await milestones.overview(asked.visit.courseId), facts()));
  }

  /** The stored one; `new` is one that nobody has saved. */
  async function stored({ visit, params }: Asked): Promise<Milestone & { isNew: boolean }> {
    const { milestoneId } = params;
    if (milestoneId === undefined) return { ...blank, milestoneId: newId(), isNew: true };
    return { ...(await milestones.milestone(visit.courseId, milestoneId)), isNew: false };
  }

  async function edit(asked: Asked, draft: Milestone & { isNew: boolean }, problems?: Problems): Promise<Reply> {
    const { courseId } = asked.visit;
    const sketch = await milestones.sketch(courseId, draft, asked.now);
    const done = await milestones.doneOf(courseId, draft.milestoneId);
    const page = editView(asked, { draft, facts: facts(), sketch, isNew: draft.isNew, done }, problems);
    return show(page, problems ? 422 : 200);
  }

  async function accept(asked: Answered<MilestoneAnswers>): Promise<Reply> {
    const { act, rule } = asked.answers;
    const { milestoneId, isNew } = await stored(asked);
    const known = new Set(facts().map(({ fact }) => fact));
    const terms = rule.terms.filter(({ fact }) => known.has(fact));
    const draft = { ...rule, terms, milestoneId };
    if (act === 'count') return edit(asked, { ...draft, isNew });
    await milestones.save(asked.visit.courseId, draft, asked.now);
    return goTo('/milestones?done=saved');
  }

  const form = {
    schema: milestoneForm,
    accept,
    refuse: async (asked: Asked, problems: Problems) => edit(asked, await stored(asked), problems),
  };

  return [
    get('/milestones', 'coordinate', list),
    get('/milestones/new', 'configure', async (asked) => edit(asked, await stored(asked))),
    post('/milestones/new', 'configure', form),
    get('/milestones/:milestoneId', 'configure', async (asked) => edit(asked, await stored(asked))),
    post('/milestones/:milestoneId', 'configure', form),
    post('/milestones/:milestoneId/end', 'configure', {
      schema: emptyForm,
      async accept({ visit, params, now }) {
        await milestones.end(visit.courseId, params.milestoneId ?? '', now);
        return goTo('/milestones?done=ended');
      },
      refuse: list,
    }),
  ];
}
