import { Forbidden } from '../../shared/errors.js';
import { problem, type Problems } from '../../web/forms.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Answered, type Asked, type Route } from '../../web/routing.js';
import type { BadGroupLine } from './groups.rules.js';
import type { GroupsService } from './groups.service.js';
import { groupsView } from './groups.view.js';
import type { NamesService } from './names.service.js';
import { nameView } from './name.view.js';
import { groupsForm, nameForm, refreshForm } from './roster.forms.js';
import type { RosterService } from './roster.service.js';
import { rosterView } from './roster.view.js';

export interface RosterPages {
  roster: RosterService;
  names: NamesService;
  groups: GroupsService;
}

export function rosterRoutes(pages: RosterPages): Route[] {
  return [...peopleRoutes(pages), ...groupRoutes(pages), ...nameRoutes(pages)];
}

function peopleRoutes({ roster, names, groups }: RosterPages): Route[] {
  async function page(asked: Asked) {
    const { courseId } = asked.visit;
    const [members, age, groupNames] = await Promise.all([
      roster.members(courseId),
      roster.age(courseId),
      groups.names(courseId),
    ]);
    return show(rosterView(asked, { members, age, groupNames }));
  }

  return [
    get('/roster', 'coordinate', page),
    post('/roster/refresh', 'coordinate', {
      schema: refreshForm,
      async accept({ visit, now }) {
        return goTo(`/roster?done=${await roster.refreshSoon(visit.courseId, now)}`);
      },
      refuse: page,
    }),
    post('/roster/:personId/learner', 'configure', {
      schema: refreshForm,
      async accept({ visit, params, now }) {
        const became = await roster.becomeLearner(visit.courseId, params.personId ?? '', now);
        return goTo(`/roster?done=${became ? 'learner' : 'same'}`);
      },
      refuse: page,
    }),
    post('/roster/:personId/staff', 'configure', {
      schema: refreshForm,
      async accept({ visit, params, now }) {
        const became = await roster.becomeStaff(visit.courseId, params.personId ?? '', now);
        return goTo(`/roster?done=${became ? 'staff' : 'same'}`);
      },
      refuse: page,
    }),
    post('/roster/:personId/take-name', 'coordinate', {
      schema: refreshForm,
      async accept({ visit, params }) {
        await names.takeAway(visit.courseId, params.personId ?? '');
        return goTo('/roster?done=taken');
      },
      refuse: page,
    }),
  ];
}

function groupRoutes({ roster, groups }: RosterPages): Route[] {
  async function page(asked: Asked, wrong: { problems?: Problems; bad?: readonly BadGroupLine[] } = {}) {
    const { courseId } = asked.visit;
    const [members, names] = await Promise.all([roster.members(courseId), groups.names(courseId)]);
    return show(groupsView(asked, { members, names }, wrong), wrong.problems ? 422 : 200);
  }

  return [
    get('/roster/groups', 'coordinate', (asked) => page(asked)),
    post('/roster/groups', 'coordinate', {
      schema: groupsForm,
      async accept(asked) {
        const outcome = await groups.importNames(asked.visit.courseId, asked.answers.list);
        if (outcome.ok) return goTo('/roster?done=groups');
        return page(asked, { problems: problem(asked.posted, 'list', 'roster.groups.wrong'), bad: outcome.bad });
      },
      refuse: (asked, problems) => page(asked, { problems }),
    }),
  ];
}

function nameRoutes({ names }: RosterPages): Route[] {
  async function form(asked: Asked, problems?: Problems): Promise<Reply> {
    const { courseId, personId } = asked.visit;
    return show(nameView(asked, await names.sheet(courseId, personId), problems), problems ? 422 : 200);
  }

  async function choose(asked: Answered<{ name: string; next?: string | undefined }>): Promise<Reply> {
    const { visit, answers, posted } = asked;
    if (visit.preview) throw new Forbidden('preview');
    const answer = await names.choose(visit.courseId, visit.personId, answers.name);
    if (answer === 'taken' || answer === 'refused') {
      return form(asked, problem(posted, 'name', `roster.name.problem.${answer}`));
    }
    return goTo(answers.next ?? `/name?done=${answer}`);
  }

  return [
    get('/name', 'takePart', (asked) => form(asked)),
    post('/name', 'takePart', { schema: nameForm, accept: choose, refuse: form }),
  ];
}
