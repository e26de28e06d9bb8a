import type { Activities } from '../activities/activity.js';
import type { Roster } from '../roster/person.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Asked, type Route } from '../../web/routing.js';
import { againForm } from './grades.forms.js';
import type { ColumnsService } from './columns.service.js';
import type { GradesService } from './grades.service.js';
import { gradesView } from './grades.view.js';

export interface GradePages {
  grades: GradesService;
  roster: Pick<Roster, 'peopleById'>;
  activities: Pick<Activities, 'all'>;
  columns: Pick<ColumnsService, 'all'>;
  setups: { unopened(courseId: string): Promise<readonly string[]> };
}

export function gradeRoutes({ grades, roster, activities, columns, setups }: GradePages): Route[] {
  async function page(asked: Asked) {
    const { courseId } = asked.visit;
    const [sheet, all, standing, unopened] = await Promise.all([
      grades.sheet(courseId, asked.query.page),
      activities.all(courseId),
      columns.all(courseId),
      setups.unopened(courseId),
    ]);
    const shown = [...sheet.look, ...sheet.arrived, ...sheet.notNeeded];
    const named = shown.flatMap(({ personId, withdrawal }) => [personId, withdrawal?.byId ?? personId]);
    const people = await roster.peopleById(courseId, [...new Set(named)]);
    const titles = new Map([
      ...all.map(({ activityId, title }): [string, string] => [activityId, title]),
      ...standing.map(({ columnId, label }): [string, string] => [columnId, label]),
    ]);
    return show(gradesView(asked, { ...sheet, people, titles, unopened }));
  }

  async function compare({ visit }: Asked) {
    await grades.compareNow(visit.courseId);
    return goTo('/grades?done=comparing');
  }

  async function allAgain({ visit, now }: Asked) {
    return sent(await grades.sendAllAgain(visit.courseId, now));
  }

  async function oneAgain({ visit, params, now }: Asked) {
    const { activityId = '', personId = '' } = params;
    return sent(await grades.sendAgain(visit.courseId, { activityId, personId }, now));
  }

  async function notNeeded({ visit, params, now }: Asked) {
    const { activityId = '', personId = '' } = params;
    const ended = await grades.notNeeded(visit, { activityId, personId }, now);
    return goTo(`/grades?done=${ended ? 'not-needed' : 'nothing'}`);
  }

  return [
    get('/grades', 'coordinate', page),
    post('/grades/again', 'coordinate', { schema: againForm, accept: allAgain, refuse: page }),
    post('/grades/compare', 'coordinate', { schema: againForm, accept: compare, refuse: page }),
    post('/grades/:activityId/:personId/again', 'coordinate', { schema: againForm, accept: oneAgain, refuse: page }),
    post('/grades/:activityId/:personId/not-needed', 'coordinate', {
      ...{ schema: againForm, accept: notNeeded, refuse: page },
    }),
  ];
}

function sent(count: number): Reply {
  return goTo(`/grades?done=${count > 0 ? 'again' : 'nothing'}`);
}
