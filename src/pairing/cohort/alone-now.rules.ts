/** Why somebody is without a partner once a draft was edited by hand: what was true of it when it was made may not be now. */
import { whyAlone } from './alone.rules.js';
import { makesMutual, mayBeLed, mayMentor, placesOn, scoreOf, type Board } from './board.rules.js';
import type { Compared } from '../measure/compared.rules.js';
import { mayStand } from '../measure/may-be.rules.js';
import type { DraftPair, Unpaired, UnpairedReason } from '../words/draft.js';

interface Standing {
  pairs: readonly DraftPair[];
  unpaired: readonly Unpaired[];
}

/** Said by what the course or the people themselves decided, whoever is with whom. */
const lasting: readonly UnpairedReason[] = ['noProfile', 'untrained', 'noSeat', 'notChosen', 'noCircle'];

/** @param fresh who has just lost their partner, of whom that is said */
export function aloneNow(board: Board, standing: Standing, fresh: readonly string[] = []): Unpaired[] {
  const judge = board.form === 'mentoring' ? mentoringJudge(board, standing) : peersJudge(board, standing);
  return standing.unpaired.map((one) => {
    const person = board.people.get(one.personId);
    return !person || lasting.includes(one.reason) || fresh.includes(one.personId) ? one : judge(one, person);
  });
}

type Judge = (one: Unpaired, person: Compared) => Unpaired;

/** Who stays out for want of a profile, or has no place in such pairs, is nobody's partner. */
function takingPart({ people, setup }: Board, { unpaired }: Standing): Compared[] {
  const out = new Set(unpaired.flatMap(({ personId, reason }) => (reason === 'noProfile' ? [personId] : [])));
  return [...people.values()].filter(({ personId, barred }) => !out.has(personId) && mayStand(setup.mode, barred));
}

function peersJudge(board: Board, standing: Standing): Judge {
  const { yardstick } = board;
  const all = takingPart(board, standing);
  const lonely = new Set(standing.unpaired.map(({ personId }) => personId));
  const alone = all.filter(({ personId }) => lonely.has(personId));
  return (_, person) => {
    const { personId } = person;
    const why = whyAlone(yardstick, person, all, (other) => [person, other]);
    if (why) return why;
    const couples = alone.filter((other) => other !== person);
    const isFree = couples.some((other) => !whyAlone(yardstick, person, [other], () => [person, other]));
    return { personId, reason: isFree ? 'open' : 'nobodyLeft' };
  };
}

function mentoringJudge(board: Board, standing: Standing): Judge {
  const { pairs } = standing;
  const { yardstick } = board;
  const people = takingPart(board, standing);
  const leads = new Map<string, number>();
  for (const {
    members: [id = ''],
  } of pairs)
    leads.set(id, (leads.get(id) ?? 0) + 1);
  const led = new Set(pairs.map(({ members: [, id = ''] }) => id));
  const mentors = people.filter(({ personId }) => leads.has(personId) || mayMentor(board, personId));
  const mentees = people.filter(({ personId }) => led.has(personId) || mayBeLed(board, personId));
  const isBusy = ({ personId, wish = 'either' }: Compared) =>
    wish === 'either' && (led.has(personId) || leads.has(personId));
  const isFreeMentor = (one: Compared) =>
    (leads.get(one.personId) ?? 0) < placesOn(board, one.personId) && !(isBusy(one) && led.has(one.personId));
  const isFreeMentee = (one: Compared) => !led.has(one.personId) && !isBusy(one);
  const may = (mentor: Compared, mentee: Compared) => {
    const members = [mentor.personId, mentee.personId];
    return scoreOf(board, mentor.personId, mentee.personId) >= 0 && !makesMutual(pairs, [{ members }], []);
  };
  return ({ side: told }, person) => {
    const { personId } = person;
    const side = told ?? (mayBeLed(board, personId) ? 'mentee' : 'mentor');
    if (side === 'mentee') {
      const why = whyAlone(yardstick, person, mentors, (mentor) => [mentor, person]);
      const isFree = mentors.some((mentor) => mentor !== person && isFreeMentor(mentor) && may(mentor, person));
      return { ...(why ?? { personId, reason: isFree ? 'open' : 'noPlace' }), side };
    }
    const why = whyAlone(yardstick, person, mentees, (mentee) => [person, mentee]);
    const isFree = mentees.some((mentee) => mentee !== person && isFreeMentee(mentee) && may(person, mentee));
    return { ...(why ?? { personId, reason: isFree ? 'open' : 'noMentee' }), side };
  };
}
