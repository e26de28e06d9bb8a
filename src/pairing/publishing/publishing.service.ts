/** Drafts are published and taken back, each by one write. */
import type { Person, Roster } from '../../course/roster/person.js';
import type { Nudge } from '../../jobs/job.js';
import { Conflict, NotFound } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import type { DraftsStore } from '../drafts/drafts.store.js';
import type { RoundsStore } from '../drafts/rounds.store.js';
import type { Working } from '../drafts/working.service.js';
import { obstaclesOf } from '../cohort/alone.rules.js';
import { firstNamed } from '../words/named.rules.js';
import type { Doer, Seen } from '../words/doer.js';
import type { AfterStore } from './after.store.js';
import type { InvitationsStore } from './invitations.store.js';
import { materialiseMentorships, type Draft } from '../words/draft.js';
import { deedOf, type Carry } from '../history/audit.service.js';
import { answerEnd } from './invitations.rules.js';
import { isDrawn, plainPair, undoEnd, undoUntil } from '../drafts/making.rules.js';
import { changedBetween, type Changed } from '../drafts/outdated.rules.js';
import { newInvitations, publishedPairs } from './publishing.rules.js';

/** What runs now beside what ran when a draft was made. */
export interface OutdatedSheet {
  draft: Draft;
  changed: Changed;
  form: Draft['form'];
  people: ReadonlyMap<string, Person>;
}

/** A draft that is about to be published. */
export interface PublishSheet {
  draft: Draft;
  /** Members of the pairs that run until then. */
  before: readonly (readonly string[])[];
  /** Other pairs run than those it was made from: it cannot be published as it is. */
  isOutdated: boolean;
  /** Who stays without a partner, as far as the page names them. */
  people: ReadonlyMap<string, Person>;
}

export interface PublishingParts {
  rounds: Pick<RoundsStore, 'round' | 'publish' | 'unpublish'>;
  drafts: Pick<DraftsStore, 'addDraft' | 'closeDraft' | 'removeDraft'>;
  invitations: Pick<InvitationsStore, 'add'>;
  after: Pick<AfterStore, 'after'>;
  roster: Pick<Roster, 'peopleById'>;
  working: Pick<Working, 'draftOf' | 'seenDraft' | 'reopened'>;
  carry: Carry;
  nudge: Nudge;
}

export type PublishingService = ReturnType<typeof publishingOf>;

export function publishingOf(parts: PublishingParts) {
  const { rounds, drafts, roster, invitations, after, working, carry, nudge } = parts;
  const { draftOf, seenDraft, reopened } = working;

  /** No edit from now on; with its invitations, which count only once a published draft names them. */
  async function close(
    draft: Draft,
    { before, now, invite }: { before: string | undefined; now: Date; invite: boolean },
  ): Promise<number> {
    const { courseId, draftId } = draft;
    const earlier = (await draftOf(courseId, before))?.pairs ?? [];
    const pairs = publishedPairs(draft.pairs, earlier, { now, invite: invite ? newId : undefined });
    const times = { invitedAt: now, dueAt: answerEnd(now, await after.after(courseId)) };
    await invitations.add(courseId, newInvitations(pairs, earlier, { ...times, publicationId: draftId }));
    const closed = await drafts.closeDraft(courseId, draft, { pairs, invites: invite });
    if (!closed) throw new Conflict('draft_changed');
    return pairs.length;
  }

  /** Of a publication that broke off a copy, where the teacher has thought better of it. */
  async function closable(draft: Draft, invite: boolean): Promise<Draft> {
    return draft.state === 'closed' && draft.invites !== invite ? reopened(draft) : draft;
  }

  async function publishOnce({ courseId, personId }: Doer, seen: Seen, now: Date, invite: boolean): Promise<boolean> {
    const found = await seenDraft(courseId, seen);
    const { basis } = found;
    if (basis !== (await rounds.round(courseId))?.publishedDraftId) return false;
    const draft = await closable(found, invite);
    const count = await close(draft, { before: basis, now, invite });
    await carry(courseId);
    const done = { by: personId, now, undoUntil: undoEnd(now) };
    const deed = deedOf(courseId, {
      at: now,
      by: personId,
      deed: invite ? 'invited' : 'published',
      personIds: [],
      count,
    });
    if (!(await rounds.publish(courseId, { draftId: draft.draftId, basis }, done, deed))) {
      if ((await rounds.round(courseId))?.draftId === draft.draftId) return false;
      throw new Conflict('draft_changed');
    }
    nudge(materialiseMentorships);
    await carry(courseId);
    return true;
  }

  /** By this person, as they saw it: their second click asks for what the first one did. */
  async function isPublished({ courseId, personId }: Doer, seen: Seen, invite: boolean): Promise<boolean> {
    const round = await rounds.round(courseId);
    if (round?.publishedDraftId !== seen.draftId || round.publishedBy !== personId) return false;
    const draft = await draftOf(courseId, seen.draftId);
    return draft?.revision === seen.revision && (draft.invites ?? false) === invite;
  }

  return {
    /**
     * Learners see it from the moment this returns: their partner, or with `invite` an invitation. Repeating a
     * publication that broke off halfway completes it, or publishes otherwise. False when other pairs run than those the draft was made from.
     */
    async publish(doer: Doer, seen: Seen, now: Date, invite = false): Promise<boolean> {
      try {
        return (await publishOnce(doer, seen, now, invite)) || (await isPublished(doer, seen, invite));
      } catch (problem) {
        if (problem instanceof Conflict && (await isPublished(doer, seen, invite))) return true;
        throw problem;
      }
    },

    /**
     * What a publication would do, before anybody is told.
     * @param seen refused where somebody was faster; absent: the draft as it is now
     * @returns undefined where there is no pair to publish
     */
    async publishSheet(courseId: string, seen: Seen | undefined): Promise<PublishSheet | undefined> {
      const round = await rounds.round(courseId);
      const draft = await (seen ? seenDraft(courseId, seen) : draftOf(courseId, round?.draftId));
      if (!draft || !isDrawn(draft) || draft.pairs.length === 0) return undefined;
      const basis = await draftOf(courseId, draft.basis);
      const alone = obstaclesOf(draft.unpaired).flatMap(({ personIds }) => firstNamed(personIds));
      return {
        draft,
        before: (basis?.pairs ?? []).map(({ members }) => members),
        isOutdated: draft.basis !== round?.publishedDraftId,
        people: await roster.peopleById(courseId, alone),
      };
    },

    /** Why a draft cannot be published any more: what has changed since it was made. */
    async outdated(courseId: string, seen: Seen): Promise<OutdatedSheet> {
      const draft = await seenDraft(courseId, seen);
      const round = await rounds.round(courseId);
      const [basis, today, people] = await Promise.all([
        draftOf(courseId, draft.basis),
        draftOf(courseId, round?.publishedDraftId),
        roster.peopleById(courseId),
      ]);
      const changed = changedBetween(basis?.pairs ?? [], today?.pairs ?? []);
      return { draft, changed, form: (today ?? basis ?? draft).form, people };
    },

    /** What was published before counts again; the pairs come back as a draft, unless another is being worked on. */
    async undo({ courseId, personId }: Doer, now: Date): Promise<void> {
      const round = await rounds.round(courseId);
      if (!round || !undoUntil(round, now)) throw new Conflict('undo_over');
      const published = await draftOf(courseId, round.publishedDraftId);
      if (!published) throw new NotFound();
      // A copy: what was published once is never edited, so whoever still follows it reads one truth.
      const { publicationId = published.draftId, form, setup, unpaired, proven, madeAt } = published;
      const { draftId: working, previousDraftId: previous } = round;
      const copy: Draft = {
        ...{ draftId: newId(), courseId, form, setup, unpaired, proven, madeAt, madeBy: personId },
        ...{ state: 'ready', revision: 0, pairs: published.pairs.map(plainPair) },
        ...(previous !== undefined && { basis: previous }),
      };
      if (working === undefined) await drafts.addDraft(courseId, copy);
      const flip = { publishedDraftId: published.draftId, publicationId, previous, working };
      const deed = deedOf(courseId, { at: now, by: personId, deed: 'undone', personIds: [] });
      if (!(await rounds.unpublish(courseId, flip, working ?? copy.draftId, deed))) {
        if (working === undefined) await drafts.removeDraft(courseId, copy.draftId);
        throw new Conflict('draft_changed');
      }
      nudge(materialiseMentorships);
      await carry(courseId);
    },
  };
}
