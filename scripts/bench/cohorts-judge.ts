/** Judges the draft of a small course beside the best there is, by rules read from what people said alone. */
import { boardFor, scoreOf, type Board } from '../../src/pairing/cohort/board.rules.js';
import type { DraftTask } from '../../src/pairing/cohort/draft-cohort.rules.js';
import { makeDraft } from '../../src/pairing/drafts/drafting.rules.js';
import type { PersonSaid } from '../../src/pairing/measure/compared.rules.js';
import type { DraftPair, DraftResult } from '../../src/pairing/words/draft.js';
import { formOf, leavesRest } from '../../src/pairing/words/setup.js';
import { aloneFaults, peerAloneFaults, type Field } from './cohorts-alone.js';
import { handFaults } from './cohorts-hand.js';
import { restIn, unstableIn, withSidesOf } from './cohorts-ranked.js';
import { bestOfCircles, bestOfMentors, bestOfPeers, isBetter, rankOf, type Rank, type Sided } from './cohorts-exact.js';

/** What is wrong with the draft of these people, in words; empty when all is well. */
export function faultsIn(task: DraftTask): string[] {
  const draft = makeDraft(task);
  const board = boardFor(task.setup, task, task.at);
  const here = task.people.filter((person) => mayTakePart(task, person));
  const judge = judgeOf(task);
  return [
    ...judge(task, { board, here, draft }),
    ...orderFaults(task, draft),
    ...handFaults(task.setup.mode === 'circles', board, draft),
    ...seedFaults(task, { board, here, draft }),
  ];
}

/** Where nobody ranked anybody, it is as without. */
function judgeOf({ setup: { mode }, choices }: DraftTask) {
  if (mode === 'choices' && (choices?.ranked.length ?? 0) > 0) return rankedFaults;
  return formOf(mode) === 'mentoring' ? mentorFaults : peerFaults;
}

/** Without a profile, where one is needed, only those about whom something was decided. */
function mayTakePart({ setup, locked, knots }: DraftTask, { personId, answers }: PersonSaid): boolean {
  if (!setup.rules.profileNeeded || answers) return true;
  const musts = knots.rules.filter(({ kind }) => kind === 'must').flatMap(({ personIds }) => personIds);
  return [...locked.flatMap(({ members }) => members), ...musts].includes(personId);
}

function isDecided({ lockedBy, choice }: DraftPair): boolean {
  return lockedBy !== undefined || choice?.by === 'both';
}

function mentorFaults(task: DraftTask, field: Field): string[] {
  const { setup } = task;
  const { draft } = field;
  const sided = sidedFrom(task, field);
  const reached = rankIn(sided, draft);
  const isWaiting = leavesRest(setup);
  const best = isWaiting ? reached : bestOfMentors(sided);
  return [
    ...(isBetter(best, reached) ? [`below the best: ${reached.join()} for ${best.join()}${claimOf(draft)}`] : []),
    ...(isBetter(reached, best) ? [`the referee is wrong: ${reached.join()} for ${best.join()}`] : []),
    ...mustFaults(task, field),
    ...aloneFaults(sided, field),
  ];
}

/** Of people who rank each other: stable first, then the rest. */
function rankedFaults(task: DraftTask, field: Field): string[] {
  const { draft } = field;
  const sided = withSidesOf(sidedFrom(task, field), draft);
  const open = draft.pairs.filter((pair) => !isDecided(pair));
  const { reached, best } = restIn(task, sided, open);
  const isWaiting = task.setup.rest === 'wait';
  return [
    ...unstableIn(task, sided, open).map((fault) => `not stable: ${fault}`),
    ...(!isWaiting && isBetter(best, reached) ? [`below the best: ${reached.join()} for ${best.join()}`] : []),
    ...(isBetter(reached, best) ? [`the referee is wrong: ${reached.join()} for ${best.join()}`] : []),
    ...(isWaiting && open.some(({ choice }) => choice === undefined) ? ['somebody is placed whom nobody chose'] : []),
    ...mustFaults(task, field),
    ...aloneFaults(sided, field),
  ];
}

function claimOf({ proven, gap }: DraftResult): string {
  return ` (${proven ? 'proven' : 'not proven'}, gap ${JSON.stringify(gap)})`;
}

function rankIn(sided: Sided, { pairs }: DraftResult): Rank {
  const open = pairs.filter((pair) => !isDecided(pair));
  return rankOf(
    sided,
    open.map(({ members: [mentor = '', mentee = ''] }) => [mentor, mentee] as const),
  );
}

function sidedFrom({ setup }: DraftTask, { board, here, draft }: Field): Sided {
  const [guide, guided] = setup.mode === 'reverse' ? ['mentee', 'mentor'] : ['mentor', 'mentee'];
  const decided = draft.pairs.filter(isDecided).map(({ members: [one = '', other = ''] }) => [one, other] as const);
  const wishOf = ({ answers }: PersonSaid) => answers?.roleWish ?? 'either';
  const placesOf = ({ answers, capacity }: PersonSaid) =>
    Math.min(answers?.maxMentees ?? Infinity, capacity ?? setup.capacity);
  const leads = (id: string) => decided.filter(([mentor]) => mentor === id).length;
  const isLed = (id: string) => decided.some(([, mentee]) => mentee === id);
  const may = (one: PersonSaid) => !setup.rules.trainedOnly || one.trained === true;
  const isKnown = ({ answers, trained, capacity }: PersonSaid) =>
    setup.rules.mentorsAnswered !== true || answers !== undefined || trained === true || capacity !== undefined;
  const isSettled = ({ personId }: PersonSaid) => leads(personId) > 0 || isLed(personId);
  const mayMentor = (one: PersonSaid) => {
    if (isSettled(one)) return wishOf(one) === 'both' || leads(one.personId) > 0;
    return wishOf(one) !== guided && may(one) && isKnown(one) && placesOf(one) > 0;
  };
  const seatsOf = (one: PersonSaid) =>
    may(one) && isKnown(one) ? Math.max(0, placesOf(one) - leads(one.personId)) : 0;
  const seats = here.filter(mayMentor).map((one): [string, number] => [one.personId, seatsOf(one)]);
  const mayBeLed = (one: PersonSaid) => {
    if (isSettled(one)) return wishOf(one) === 'both' || isLed(one.personId);
    return wishOf(one) !== guide;
  };
  const flexible = here.filter((one) => wishOf(one) === 'either' && !isSettled(one) && seatsOf(one) > 0);
  const offers = here.filter(
    (one) => setup.employ !== 'needed' && (wishOf(one) === guide || wishOf(one) === 'both') && mayMentor(one),
  );
  return {
    seats: new Map(seats),
    mentees: here.filter(mayBeLed).map(({ personId }) => personId),
    either: new Set(flexible.map(({ personId }) => personId)),
    offers: new Set(offers.map(({ personId }) => personId)),
    decided,
    score: (mentor, mentee) => scoreOf(board, mentor, mentee),
    aimsAtFloor: setup.objective === 'fair',
  };
}

/** In pairs each must is kept, unless a mentee has another who must be theirs. */
function mustFaults({ knots, setup, locked }: DraftTask, { here, draft }: Field): string[] {
  const ids = new Set(here.map(({ personId }) => personId));
  const musts = knots.rules.filter(({ kind, personIds }) => kind === 'must' && personIds.every((id) => ids.has(id)));
  return musts
    .filter(({ personIds }) => !draft.pairs.some(({ members }) => personIds.every((id) => members.includes(id))))
    .filter(({ personIds }) => {
      if (setup.mode === 'circles') return false;
      const asMentee = [...draft.pairs.filter(isDecided), ...locked].map(({ members }) => members[1] ?? '');
      return !personIds.some((id) => asMentee.includes(id));
    })
    .map(({ personIds }) => `a must is not kept: ${personIds.join()}`);
}

function peerFaults(task: DraftTask, field: Field): string[] {
  return [
    ...(task.setup.mode === 'circles' ? circleFaults(task, field) : pairFaults(task, field)),
    ...mustFaults(task, field),
    ...peerAloneFaults(field),
  ];
}

function pairFaults({ setup }: DraftTask, { board, here, draft }: Field): string[] {
  const decided = draft.pairs.filter(isDecided);
  const settled = new Set(decided.flatMap(({ members }) => members));
  const free = here.map(({ personId }) => personId).filter((id) => !settled.has(id));
  if (setup.mode === 'chosenPeers' && setup.rest === 'wait') return [];
  const open = draft.pairs.filter((pair) => !isDecided(pair));
  const aims = setup.objective === 'fair';
  const people = open.reduce((sum, { members }) => sum + members.length, 0);
  const floor = aims && open.length > 0 ? Math.min(...open.map(({ score }) => score)) : 0;
  const reached = [people, floor, open.reduce((sum, { score }) => sum + score, 0)];
  const best = bestOfPeers(free, (group) => meanOf(board, group), aims);
  return [
    ...(isBetter(best, reached) ? [`below the best: ${reached.join()} for ${best.join()}${claimOf(draft)}`] : []),
    ...(isBetter(reached, best) ? [`the referee is wrong: ${reached.join()} for ${best.join()}`] : []),
  ];
}

function meanOf(board: Board, group: readonly string[]): number {
  const scores = group.flatMap((one, at) => group.slice(at + 1).map((other) => scoreOf(board, one, other)));
  if (scores.some((score) => score < 0)) return -1;
  return Math.floor(scores.reduce((sum, score) => sum + score, 0) / scores.length);
}

function circleFaults({ knots }: DraftTask, { board, here, draft }: Field): string[] {
  const locked = draft.pairs.filter(isDecided);
  const settled = new Set(locked.flatMap(({ members }) => members));
  const free = here.map(({ personId }) => personId).filter((id) => !settled.has(id));
  const must = knots.rules.filter(({ kind }) => kind === 'must').map(({ personIds }) => personIds);
  const musts = must.filter((ids) => ids.every((id) => free.includes(id)));
  const isMust = (one: string, other: string) => must.some((ids) => ids.includes(one) && ids.includes(other));
  const suits = (one: string, other: string) => isMust(one, other) || scoreOf(board, one, other) >= 0;
  const circles = draft.pairs.filter((pair) => !isDecided(pair)).map(({ members }) => members);
  const kept = musts.filter((ids) => circles.some((circle) => ids.every((id) => circle.includes(id)))).length;
  const reached = [kept, circles.flat().length];
  const best = bestOfCircles(free, suits, musts);
  const sizes = circles
    .filter(({ length }) => length < 3 || length > 6)
    .map(({ length }) => `a circle of ${String(length)}`);
  const told = must.filter((ids) => draft.parted?.some((pair) => ids.every((id) => pair.includes(id)))).length;
  const owed = must.filter(
    (ids) =>
      ids.every((id) => here.some(({ personId }) => personId === id)) &&
      !draft.pairs.some(({ members }) => ids.every((id) => members.includes(id))),
  ).length;
  return [
    ...sizes,
    ...(isBetter(best, reached) ? [`below the best: ${reached.join()} for ${best.join()}${claimOf(draft)}`] : []),
    ...(isBetter(reached, best) ? [`the referee is wrong: ${reached.join()} for ${best.join()}`] : []),
    ...(told === owed ? [] : [`${String(owed)} musts are parted, ${String(told)} are told`]),
  ];
}

/** The same people in another order make the same draft. */
function orderFaults(task: DraftTask, draft: DraftResult): string[] {
  const turned = makeDraft({ ...task, people: [...task.people].reverse() });
  return toldOf(turned) === toldOf(draft) ? [] : ['another order of people makes another draft'];
}

function toldOf({ pairs, unpaired }: DraftResult): string {
  return JSON.stringify([
    pairs.map(({ members, score }) => [members, score]),
    unpaired.map(({ personId, reason }) => [personId, reason]),
  ]);
}

/** Another seed makes as good a draft. */
function seedFaults(task: DraftTask, { board, here, draft }: Field): string[] {
  const { mode } = task.setup;
  // Sides are chosen by the seed where people rank each other.
  if (mode === 'circles' || mode === 'choices') return [];
  const other = makeDraft({ ...task, seed: task.seed + 1 });
  if (formOf(mode) === 'mentoring') {
    const sided = sidedFrom(task, { board, here, draft });
    const isSame = rankIn(sided, other).join() === rankIn(sided, draft).join();
    return isSame ? [] : ['another seed makes a better or worse draft'];
  }
  const sum = ({ pairs }: DraftResult) => pairs.reduce((total, { score }) => total + score, 0);
  return sum(other) === sum(draft) && other.unpaired.length === draft.unpaired.length
    ? []
    : ['another seed makes a better or worse draft'];
}
