import { NotFound } from '../../shared/errors.js';
import { problem, type Posted, type Problems } from '../../web/forms.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Answered, type Asked, type Route } from '../../web/routing.js';
import type { Kinds } from '../activities/kind.js';
import { oneForm, programmeForm, type OneAnswers, type ProgrammeAnswers } from './picker.forms.js';
import { changePaths, pickedView, pickerView, programmeView } from './picker.view.js';
import type { PickersService, Wanted } from './pickers.service.js';
import type { Programme } from './programme.js';

export function pickerRoutes({ pickers, kinds }: { pickers: PickersService; kinds: Kinds }): Route[] {
  async function takesSeveral(asked: Asked): Promise<boolean> {
    return pickers.takesSeveral(asked.visit.courseId, pickerOf(asked), asked.now);
  }

  async function one(asked: Asked, problems?: Problems): Promise<Reply> {
    const facts = { several: await takesSeveral(asked), kinds: kinds.all() };
    return show(pickerView(asked, facts, problems), statusOf(problems));
  }

  async function programme(asked: Asked, problems?: Problems): Promise<Reply> {
    if (!(await takesSeveral(asked))) return goTo('/picker');
    const { programmes } = pickers;
    const wanted = problems ? problems.posted.programme : asked.query.programme;
    const chosen = programmes.find(({ programmeId }) => programmeId === wanted) ?? programmes[0];
    if (!chosen) throw new NotFound();
    return show(programmeView(asked, { programmes, chosen }, problems), statusOf(problems));
  }

  async function give(
    asked: Answered<unknown>,
    wanted: readonly Wanted[],
    form: keyof typeof changePaths,
  ): Promise<Reply> {
    const place = { courseId: asked.visit.courseId, pickerId: pickerOf(asked) };
    const answer = await pickers.answer(place, wanted, asked.now);
    const titles = wanted.map(({ title }) => title);
    return show(pickedView(asked, { titles, posted: asked.posted, form }, answer));
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
    return give(asked, wanted, 'programme');
  }

  return [
    get('/picker', 'configure', (asked) => one(asked)),
    post('/picker', 'configure', {
      schema: oneForm(kinds),
      accept: (asked) => give(asked, [wantedOne(asked, kinds)], 'one'),
      refuse: one,
    }),
    post(changePaths.one, 'configure', {
      schema: oneForm(kinds),
      accept: (asked) => one(asked, asTyped(asked.posted)),
      refuse: one,
    }),
    post(changePaths.programme, 'configure', {
      schema: programmeForm,
      accept: (asked) => programme(asked, asTyped(asked.posted)),
      refuse: programme,
    }),
    get('/picker/programme', 'configure', (asked) => programme(asked)),
    post('/picker/programme', 'configure', { schema: programmeForm, accept: insert, refuse: programme }),
  ];
}

/** The form again with what was typed, and nothing wrong with it. */
function asTyped(posted: Posted): Problems {
  return { posted, byField: {} };
}

function statusOf(problems: Problems | undefined): number {
  return problems && Object.keys(problems.byField).length > 0 ? 422 : 200;
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
