import { NotFound } from '../../shared/errors.js';
import type { Problems } from '../../web/forms.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Asked, type Route } from '../../web/routing.js';
import type { GroupsService } from './groups.service.js';
import type { RosterService } from './roster.service.js';
import { mayBeForm, whoMayForm } from './who-may.forms.js';
import { mayBeView, ownPartView, personPath, whoMayPath, whoMayView } from './who-may.view.js';

interface Pages {
  roster: Pick<RosterService, 'members' | 'whoMay' | 'sayWhoMay' | 'sayMayBe' | 'mayBeSheet' | 'person'>;
  groups: Pick<GroupsService, 'names'>;
}

export function whoMayRoutes({ roster, groups }: Pages): Route[] {
  async function page(asked: Asked, problems?: Problems): Promise<Reply> {
    const { courseId } = asked.visit;
    const [members, word, groupNames] = await Promise.all([
      roster.members(courseId),
      roster.whoMay(courseId),
      groups.names(courseId),
    ]);
    return show(whoMayView(asked, { members, word, groupNames }, problems), problems ? 422 : 200);
  }

  async function onePerson(asked: Asked, problems?: Problems): Promise<Reply> {
    const sheet = await roster.mayBeSheet(asked.visit.courseId, asked.params.personId ?? '');
    return show(mayBeView(asked, sheet, problems), problems ? 422 : 200);
  }

  return [
    get(whoMayPath, 'coordinate', (asked) => page(asked)),
    post(whoMayPath, 'configure', {
      schema: whoMayForm,
      async accept({ visit, answers, now }) {
        await roster.sayWhoMay(visit.courseId, answers, now);
        return goTo(`${whoMayPath}?done=saved`);
      },
      refuse: page,
    }),
    get(personPath(':personId'), 'coordinate', (asked) => onePerson(asked)),
    post(personPath(':personId'), 'configure', {
      schema: mayBeForm,
      async accept({ visit, params, answers, now }) {
        const personId = params.personId ?? '';
        const said = answers.by === 'name' ? answers.may : undefined;
        await roster.sayMayBe({ courseId: visit.courseId, personId }, said, now);
        return goTo(`${personPath(personId)}?done=saved`);
      },
      refuse: onePerson,
    }),
    get('/my-part', 'takePart', async (asked) => {
      const person = await roster.person(asked.visit.courseId, asked.visit.personId);
      if (!person) throw new NotFound();
      return show(ownPartView(asked, person));
    }),
  ];
}
