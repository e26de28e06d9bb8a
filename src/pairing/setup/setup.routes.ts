import { parseForm, problem, type Posted, type Problems } from '../../web/forms.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Answered, type Asked, type Route } from '../../web/routing.js';
import { triedAt, triedIn } from '../../web/tried.js';
import { equityView } from '../explained/equity.view.js';
import type { Meant } from './people.rules.js';
import { mentorsView, rulesView } from './rules.view.js';
import { replacingView } from './replacing.view.js';
import type { Saved, Stale } from './saving.service.js';
import {
  backForm,
  mentorForm,
  pairRuleForm,
  presetForm,
  removeRuleForm,
  setupForm,
  type SetupAnswers,
} from './setup.forms.js';
import type { PairingSetupService } from './setup.service.js';
import { setupView } from './setup.view.js';
import { whyView } from './why.view.js';

export function pairingSetupRoutes({ pairingSetup }: { pairingSetup: PairingSetupService }): Route[] {
  return [
    ...setupRoutes(pairingSetup),
    ...rulesRoutes(pairingSetup),
    ...mentorsRoutes(pairingSetup),
    ...askRoutes(pairingSetup),
  ];
}

function setupRoutes(service: PairingSetupService): Route[] {
  async function setup(asked: Asked, problems?: Problems): Promise<Reply> {
    const sheet = await service.setupSheet(asked.visit.courseId, asked.now);
    return show(setupView(asked, sheet, problems ? { problems } : {}), problems ? 422 : 200);
  }

  /** Others saved meanwhile: the answers stay on the page, and it says what changed. */
  async function stale(asked: Answered<SetupAnswers>, found: Stale): Promise<Reply> {
    const { courseId } = asked.visit;
    const sheet = await service.setupSheet(courseId, asked.now, asked.answers);
    return show(setupView(asked, sheet, { shown: asked.posted, stale: found }), 409);
  }

  /** What the answers in the address would do. */
  async function tried(asked: Asked, posted: Posted): Promise<Reply> {
    const parsed = parseForm(setupForm, posted);
    if (!parsed.ok) return setup(asked, parsed.problems);
    const { answers } = parsed;
    const { courseId } = asked.visit;
    const isTried = answers.act === 'preview';
    const moved = isTried ? await service.preview(courseId, answers.change, asked.now) : undefined;
    const sheet = await service.setupSheet(courseId, asked.now, answers);
    return show(setupView(asked, sheet, { shown: posted, ...(isTried && { tried: { moved } }) }));
  }

  return [
    get('/pairing/setup', 'configure', (asked) => {
      const posted = triedIn(asked.query);
      return posted ? tried(asked, posted) : setup(asked);
    }),
    post('/pairing/setup', 'configure', {
      schema: setupForm,
      async accept(asked) {
        const { answers, posted, visit, now } = asked;
        if (answers.act !== 'save') {
          const path = triedAt('/pairing/setup', posted);
          return path === undefined ? tried(asked, posted) : goTo(path);
        }
        const saving = { by: visit.personId, at: now, revision: answers.revision };
        const saved = await service.saveSetup(visit.courseId, answers.change, saving);
        return saved.saved ? goTo('/pairing/setup?done=saved') : stale(asked, saved.stale);
      },
      refuse: setup,
    }),
    ...replacingRoutes(service, setup),
  ];
}

/** Ready-made ways, and the answers of before: both take the place of those of now, at once. */
function replacingRoutes(
  service: PairingSetupService,
  setup: (asked: Asked, problems?: Problems) => Promise<Reply>,
): Route[] {
  /** What was shown is no longer what would be replaced: the page of now says what is. */
  const outcome = (saved: Saved | undefined, done: string) =>
    goTo(saved?.saved ? `/pairing/setup?done=${done}` : '/pairing/setup?done=stale');

  return [
    get('/pairing/setup/preset', 'configure', async (asked) => {
      const { preset = '' } = asked.query;
      const sheet = await service.replacingSheet(asked.visit.courseId, preset);
      if (sheet) return show(replacingView(asked, sheet));
      return setup(asked, problem({ preset }, 'preset', 'pairing.setup.problem.preset'));
    }),
    post('/pairing/setup/preset', 'configure', {
      schema: presetForm,
      async accept({ visit, now, answers: { preset, revision } }) {
        const saving = { by: visit.personId, at: now, revision };
        return outcome(await service.takePreset(visit.courseId, preset, saving), 'preset');
      },
      refuse: setup,
    }),
    post('/pairing/setup/back', 'configure', {
      schema: backForm,
      async accept({ visit, now, answers: { revision } }) {
        return outcome(await service.goBack(visit.courseId, { by: visit.personId, at: now, revision }), 'back');
      },
      refuse: setup,
    }),
  ];
}

function rulesRoutes(service: PairingSetupService): Route[] {
  async function rules(asked: Asked, problems?: Problems): Promise<Reply> {
    return show(
      rulesView(asked, await service.rulesSheet(asked.visit.courseId, asked.now), problems),
      problems ? 422 : 200,
    );
  }

  return [
    get('/pairing/rules', 'coordinate', (asked) => rules(asked)),
    post('/pairing/rules', 'coordinate', {
      schema: pairRuleForm,
      async accept(asked) {
        const { answers, posted, visit, now } = asked;
        const pair = await pairMeant(service, visit.courseId, answers);
        if (!pair.ok) return rules(asked, { ...pair.problems, posted: { ...posted, ...pair.problems.posted } });
        const reason = answers.reason === '' ? {} : { reason: answers.reason };
        await service.setPairRule(visit, { kind: answers.kind, personIds: pair.personIds, ...reason }, now);
        return goTo('/pairing/rules?done=added');
      },
      refuse: rules,
    }),
    post('/pairing/rules/remove', 'coordinate', {
      schema: removeRuleForm,
      async accept({ visit, answers }) {
        await service.removePairRule(visit.courseId, answers.ruleId);
        return goTo('/pairing/rules?done=removed');
      },
      refuse: rules,
    }),
  ];
}

function mentorsRoutes(service: PairingSetupService): Route[] {
  async function mentors(asked: Asked, problems?: Problems): Promise<Reply> {
    return show(mentorsView(asked, await service.mentorsSheet(asked.visit.courseId), problems), problems ? 422 : 200);
  }

  return [
    get('/pairing/mentors', 'coordinate', (asked) => mentors(asked)),
    post('/pairing/mentors', 'coordinate', {
      schema: mentorForm,
      async accept(asked) {
        const { answers, posted, visit } = asked;
        const [meant] = await service.learnersMeant(visit.courseId, [answers.person]);
        if (meant?.found !== 'one') return mentors(asked, unclear(posted, 'person', meant));
        const capacity = answers.capacity === 'course' ? {} : { capacity: answers.capacity };
        await service.mark(visit.courseId, meant.personId, { trained: answers.trained === 'yes', ...capacity });
        return goTo('/pairing/mentors?done=marked');
      },
      refuse: mentors,
    }),
  ];
}

function askRoutes(service: PairingSetupService): Route[] {
  return [
    get('/pairing/why', 'coordinate', async (asked) => {
      const { query, visit, now } = asked;
      const { one = '', other = '' } = query;
      const empty = () => service.whySheet(visit.courseId, undefined, now);
      if (one === '' && other === '') return show(whyView(asked, await empty()));
      const pair = await pairMeant(service, visit.courseId, { one, other });
      if (!pair.ok) return show(whyView(asked, await empty(), pair.problems), 422);
      return show(whyView(asked, await service.whySheet(visit.courseId, pair.personIds, now)));
    }),
    get('/pairing/equity', 'coordinate', async (asked) => {
      const sheet = await service.equitySheet(asked.visit.courseId, asked.now);
      return sheet ? show(equityView(asked, sheet)) : goTo('/pairing');
    }),
  ];
}

type PairMeant = { ok: true; personIds: [string, string] } | { ok: false; problems: Problems };

/** Both names are asked about at once, so that whoever is meant by one of two alike names is said once. */
async function pairMeant(
  service: Pick<PairingSetupService, 'learnersMeant'>,
  courseId: string,
  posted: { one: string; other: string },
): Promise<PairMeant> {
  const [first, second] = await service.learnersMeant(courseId, [posted.one, posted.other]);
  if (first?.found === 'one' && second?.found === 'one') {
    if (first.personId !== second.personId) return { ok: true, personIds: [first.personId, second.personId] };
    return { ok: false, problems: problem(posted, 'other', 'pairing.people.problem.same') };
  }
  const unclearOnes = [
    ...(first?.found === 'one' ? [] : [unclear(posted, 'one', first)]),
    ...(second?.found === 'one' ? [] : [unclear(posted, 'other', second)]),
  ];
  return {
    ok: false,
    problems: {
      posted,
      byField: Object.assign({}, ...unclearOnes.map(({ byField }) => byField)) as Problems['byField'],
    },
  };
}

function unclear(posted: Posted, field: string, meant: Exclude<Meant, { found: 'one' }> | undefined): Problems {
  if (meant?.found !== 'several') return problem(posted, field, 'pairing.people.problem.nobody');
  return problem(posted, field, 'pairing.people.problem.several', meant.among);
}
