import { NotFound } from '../../shared/errors.js';
import { problem, type Problems } from '../../web/forms.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Answered, type Asked, type Route } from '../../web/routing.js';
import type { Kinds } from '../activities/kind.js';
import { oneForm, programmeForm, type OneAnswers, type ProgrammeAnswers } from './picker.forms.js';
import { pickedView, pickerView, programmeView } from './picker.view.js';
import type { PickersService, Wanted } from './pickers.service.js';
import type { Programme } from './programme.js';

export function pickerRoutes({ pickers, kinds }: { pickers: PickersService; kinds: Kinds }): Route[] {
  async function takesSeveral(asked: Asked): Promise<boolean> {
    return pickers.takesSeveral(asked.visit.courseId, pickerOf(asked), asked.now);
  }

  async function one(asked: Asked, problems?: Problems): Promise<Reply> {
    return show(
      pickerView(asked, { several: await takesSeveral(asked), kinds: kinds.all() }, problems),
      problems ? 422 : 200,
    );
  }

  async function programme(asked: Asked, problems?: Problems): Promise<Reply> {
    if (!(await takesSeveral(asked))) return goTo('/picker');
    const { programmes } = pickers;
    const wanted = problems ? problems.posted.programme : asked.query.programme;
    const chosen = programmes.find(({ programmeId }) => programmeId === wanted) ?? programmes[0];
    if (!chosen) throw new NotFound();
    return show(programmeView(asked, { programmes, chosen }, problems), problems ? 422 : 200);
  }

  async function give(asked: Asked, wanted: readonly Wanted[]): Promise<Reply> {
    const place = { courseId: asked.visit.courseId, pickerId: pickerOf(asked) };
    const answer = await pickers.answer(place, wanted, asked.now);
    return show(
      pickedView(
        asked,
        wanted.map(({ title }) => title),
        answer,
      ),
    );
  }

  async function insert(asked: Answered<ProgrammeAnswers>): Promise<Reply> {
    const { answers, posted } = asked;
    const chosen = pickers.programmes.find(({ programmeId }) => programmeId === answers.programme);
    if (!chosen || answers.title.length !== chosen.items.length) {
      return programme(asked, problem(posted, 'item', 'activities.programme.changed'));
    }
    const wanted = wantedOf(chosen, answers);
    if (wanted.some(({ title }) => title === '')) {
      return programme(asked, problem(posted, 'title', 'activities.programme.untitled'));
    }
    if (wanted.length === 0 || !(await takesSeveral(asked))) {
      return programme(asked, problem(posted, 'item', 'activities.programme.none'));
    }
    return give(asked, wanted);
  }

  return [
    get('/picker', 'configure', (asked) => one(asked)),
    post('/picker', 'configure', {
      schema: oneForm(kinds),
      accept: (asked) => give(asked, [wantedOne(asked, kinds)]),
      refuse: one,
    }),
    get('/picker/programme', 'configure', (asked) => programme(asked)),
    post('/picker/programme', 'configure', { schema: programmeForm, accept: insert, refuse: programme }),
  ];
}

/** Only a visit that began with Moodle's question has something to pick. */
function pickerOf({ visit }: Asked): string {
  if (visit.pickerId === undefined) throw new NotFound();
  return visit.pickerId;
}

function wantedOne({ t, answers }: Answered<OneAnswers>, kinds: Kinds): Wanted {
  const { kind, title, points } = answers;
  const chosen = kinds.of(kind);
  if (!chosen) throw new NotFound();
  const { words, points: usual } = chosen;
  return {
    kind,
    title: title || t(words.title),
    text: t(words.about),
    // A kind without points has no column that somebody could fill.
    points: usual === undefined ? undefined : (points ?? usual),
  };
}

function wantedOf(chosen: Programme, { item: keys, title: titles }: ProgrammeAnswers): Wanted[] {
  const renamed = new Map(chosen.items.map(({ title }, index) => [title, titles[index] ?? title]));
  return chosen.items.flatMap(({ key, kind, text, points, restrict }, index) => {
    if (!keys.includes(key)) return [];
    const programme = { programmeId: chosen.programmeId, key };
    const waits = restrict === undefined ? undefined : (renamed.get(restrict) ?? restrict);
    return [{ kind, text, points, programme, title: titles[index] ?? '', restrict: waits }];
  });
}
