import { takesPartHere, type Person, type Roster } from '../../course/roster/person.js';
import { Conflict, NotFound } from '../../shared/errors.js';
import type { Nudge } from '../../jobs/job.js';
import type { AmendmentsService, Running } from '../after/amendments.service.js';
import { withoutPairs } from '../after/standing.rules.js';
import { groupScoreOf } from '../cohort/board.rules.js';
import { placingsFor, withPlacing } from '../board/places.rules.js';
import { type Standing } from '../board/placing.rules.js';

import type { DraftsStore } from '../drafts/drafts.store.js';
import type { RoundsStore } from '../drafts/rounds.store.js';
import type { AfterStore } from '../publishing/after.store.js';
import type { InvitationsStore } from '../publishing/invitations.store.js';
import type { Doer } from '../words/doer.js';
import type { DraftPair } from '../words/draft.js';
import { deedOf, type Carry } from '../history/audit.service.js';
import { pairIdOf } from '../words/keys.rules.js';
import type { Answered, Invitation, InvitationState } from '../words/invitation.js';
import { outcomeOf, refusedKeys, stateOfInvitation } from '../publishing/invitations.rules.js';

export const settleJobName = 'settle-invitations';

/** An invitation that counts now. */
export interface InvitationSheet {
  invitation: Invitation;
  pair: DraftPair;
  form: 'mentoring' | 'peers';
  /** `gone`: fewer than two of those invited learn here now, so it asks nobody. */
  state: InvitationState | 'gone';
}

export interface InvitationsSheet {
  sheets: readonly InvitationSheet[];
  people: ReadonlyMap<string, Person>;
}

export interface AnswerGiven {
  answer: Answered['answer'];
  reason?: string | undefined;
  wantsAnother?: boolean | undefined;
}

export type InvitationsService = ReturnType<typeof invitationsService>;

export interface InvitationParts {
  invitations: InvitationsStore;
  rounds: Pick<RoundsStore, 'round' | 'followAgain'>;
  drafts: Pick<DraftsStore, 'draft'>;
  after: Pick<AfterStore, 'after'>;
  roster: Pick<Roster, 'peopleById'>;
  amendments: Pick<AmendmentsService, 'running' | 'amend'>;
  carry: Carry;
  nudge: Nudge;
}

export function invitationsService(parts: InvitationParts) {
  const { invitations, rounds, drafts, after, roster, amendments, carry, nudge } = parts;

  /** By invitation: pairs of the published draft alone. */
  async function live(courseId: string) {
    const draftId = (await rounds.round(courseId))?.publishedDraftId;
    const draft = draftId === undefined ? undefined : await drafts.draft(courseId, draftId);
    const pairs = new Map<string, DraftPair>();
    for (const pair of draft?.pairs ?? []) if (pair.invitationId !== undefined) pairs.set(pair.invitationId, pair);
    return { pairs, form: draft?.form ?? 'mentoring' };
  }

  /** Who of an invitation learns here now. */
  async function hereOf(courseId: string, all: readonly Invitation[]) {
    const ids = [...new Set(all.flatMap(({ memberIds }) => memberIds))];
    const people = ids.length === 0 ? new Map<string, Person>() : await roster.peopleById(courseId, ids);
    return ({ memberIds }: Invitation): string[] => memberIds.filter((id) => takesPartHere(people.get(id)));
  }

  async function sheetsOf(courseId: string, all: readonly Invitation[], now: Date): Promise<InvitationSheet[]> {
    const [{ pairs, form }, hereIn] = await Promise.all([live(courseId), hereOf(courseId, all)]);
    return all.flatMap((invitation) => {
      const pair = pairs.get(invitation.invitationId);
      const state = hereIn(invitation).length < 2 ? 'gone' : stateOfInvitation(invitation, now);
      return pair ? [{ invitation, pair, form, state }] : [];
    });
  }

  async function save(
    courseId: string,
    { invitationId, personId }: { invitationId: string; personId: string },
    answered: Answered,
  ): Promise<void> {
    const { pairs } = await live(courseId);
    if (!pairs.get(invitationId)?.members.includes(personId)) throw new NotFound();
    const asked = await invitations.invitation(courseId, invitationId);
    if (asked && (await hereOf(courseId, [asked]))(asked).length < 2) throw new Conflict('invitation_over');
    const { at, by = personId, answer } = answered;
    const deed = deedOf(courseId, { at, by, deed: answer, personIds: [personId] });
    if (!(await invitations.answer(courseId, { invitationId, personId }, answered, deed))) {
      throw new Conflict('invitation_over');
    }
    await rounds.followAgain(courseId);
    nudge(settleJobName);
    await carry(courseId);
  }

  /** The pair is taken apart, or what is left of a group stays together; then the next best are invited. */
  async function follow(invitation: Invitation, found: Running, pair: DraftPair, now: Date): Promise<void> {
    const { courseId } = invitation;
    const { next } = await after.after(courseId);
    const rest = await restOf(invitation, { pair, board: found.board }, now);
    const apart = withoutPairs(found.standing, [pair.pairId], found.learnerIds);
    const unpaired = apart.unpaired.filter(({ personId }) => !rest?.members.includes(personId));
    const kept: Standing = { pairs: rest ? [...apart.pairs, rest] : apart.pairs, unpaired };
    const { standing, invited } =
      next === 'invite' && !rest ? withNext(kept, found, invitation) : { standing: kept, invited: [] };
    const expired = stateOfInvitation(invitation, now) === 'expired';
    const happened = [
      ...(expired ? [{ at: now, deed: 'expired', personIds: invitation.memberIds } as const] : []),
      ...invited.map((personIds) => ({ at: now, deed: 'invitedNext', personIds }) as const),
    ];
    await amendments.amend(courseId, found, standing, { now, happened });
  }

  /** Of a group of three or more, those who did not say no and did not let the time go by. */
  async function restOf(
    invitation: Invitation,
    { pair, board }: { pair: DraftPair; board: Running['board'] },
    now: Date,
  ): Promise<DraftPair | undefined> {
    const { courseId, publicationId, answers, invitedAt, dueAt } = invitation;
    const members = pair.members.filter((memberId) =>
      dueAt <= now ? answers[memberId]?.answer === 'accepted' : answers[memberId]?.answer !== 'declined',
    );
    if (members.length < 2) return undefined;
    // The same each time: a change that breaks off leaves no second one behind.
    const invitationId = `${invitation.invitationId}~`;
    const given = members.flatMap((id): [string, Answered][] => (answers[id] ? [[id, answers[id]]] : []));
    const rest = {
      invitationId,
      publicationId,
      memberIds: members,
      invitedAt,
      dueAt,
      answers: Object.fromEntries(given),
    };
    await invitations.add(courseId, [rest]);
    const score = Math.max(0, groupScoreOf(board, members));
    return { ...pair, pairId: pairIdOf(members), members, score, runnerUps: [], invitationId, since: now };
  }

  async function settle(invitation: Invitation, now: Date): Promise<void> {
    const { courseId, invitationId } = invitation;
    const found = await amendments.running(courseId, now);
    const pair = found?.standing.pairs.find((one) => one.invitationId === invitationId);
    const state = stateOfInvitation(invitation, now);
    if (found && pair && state !== 'accepted') await follow(invitation, found, pair, now);
    if (found && pair && state === 'accepted') await rounds.followAgain(courseId);
    await invitations.settle(courseId, invitationId, now);
  }

  return {
    /** Those of one person that count now, answered or not. */
    async mine(courseId: string, personId: string, now: Date): Promise<InvitationSheet[]> {
      const sheets = await sheetsOf(courseId, await invitations.of(courseId, personId), now);
      return sheets.filter(({ pair }) => pair.members.includes(personId));
    },

    async sheet(courseId: string, now: Date): Promise<InvitationsSheet> {
      const [all, people] = await Promise.all([invitations.all(courseId), roster.peopleById(courseId)]);
      return { sheets: await sheetsOf(courseId, all, now), people };
    },

    /** Throws `invitation_over` when somebody answered before, or the time is over. */
    async answer({ courseId, personId }: Doer, invitationId: string, given: AnswerGiven, now: Date): Promise<void> {
      const { answer, reason, wantsAnother } = given;
      const no = { ...(reason !== undefined && { reason }), wantsAnother: wantsAnother ?? false };
      await save(courseId, { invitationId, personId }, { answer, at: now, ...(answer === 'declined' && no) });
    },

    /** A teacher answers for somebody who cannot. */
    async answerFor(
      { courseId, personId: by }: Doer,
      about: { invitationId: string; personId: string },
      answer: Answered['answer'],
      now: Date,
    ): Promise<void> {
      await save(courseId, about, { answer, at: now, by, ...(answer === 'declined' && { wantsAnother: true }) });
    },

    settle,

    /** People left or became staff: of a circle that is invited the others stay so, without them. */
    async followStanding(courseId: string, now: Date): Promise<void> {
      const all = await invitations.all(courseId);
      const open = all.filter((one) => one.settledAt === undefined && stateOfInvitation(one, now) === 'waiting');
      const hereIn = await hereOf(courseId, open);
      for (const invitation of open) {
        const here = hereIn(invitation).length;
        if (here > 1 && here < invitation.memberIds.length) await settle(invitation, now);
      }
    },

    due: (now: Date, limit: number): Promise<Invitation[]> => invitations.dueInvitations(now, limit),
  };
}

/** Whoever is still to be placed is invited to the best partner who is free; nobody else is moved. */
function withNext(kept: Standing, { board, over }: Running, invitation: Invitation) {
  const refused = refusedKeys([...over, invitation]);
  const { seekIds } = outcomeOf(invitation);
  const invited: string[][] = [];
  let standing = kept;
  for (const personId of seekIds) {
    if (!standing.unpaired.some((one) => one.personId === personId)) continue;
    const [best] = placingsFor(board, standing, personId, { refused, onlyFree: true });
    if (!best) continue;
    standing = withPlacing(board, standing, best);
    invited.push([personId, ...best.withIds]);
  }
  return { standing, invited };
}
