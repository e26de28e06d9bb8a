import { sharedProfile, sharesCommonHours } from '../../pairing/intake/intake.rules.js';
import type { Intake, Profile, SharedProfile, StyleQuestion } from '../../pairing/intake/profile.js';
import type { Common } from '../../pairing/words/comparison.js';
import type { Pairings, PublishedPairs } from '../../pairing/words/draft.js';
import type { Person, Roster } from '../../course/roster/person.js';
import type {
  AnswerGiven,
  InvitationSheet,
  InvitationsService,
} from '../../pairing/invitations/invitations.service.js';
import { besideRows } from '../../shared/beside-rows.js';
import { NotFound } from '../../shared/errors.js';
import { commonTimes, type CommonTime } from './common-week.rules.js';
import { partnersOf, type Mentorship, type Mentorships, type TogetherAs } from './mentorship.js';
import { inReadingOrder, partIn, rolesOf, withoutPartner, type Part } from './mentorships.rules.js';
import type { MentorshipStore, WantedMentorship } from './mentorships.store.js';

/** One partner as a learner meets them: why, where and when, never a score. */
export interface PartnerSheet {
  person: Person;
  /** The reader's own part. */
  part: Part;
  common: Common;
  /** Whether the reader is `first` in it. */
  readerIsFirst: boolean;
  /** Only what the partner agreed to show; the rest never leaves the service. */
  shared: SharedProfile;
  /** In the coming week; only where the partner said that partners see it. */
  times: readonly CommonTime[];
  /** The statements that a shared way of working answers. */
  statements: readonly StyleQuestion[];
}

/** An invitation with those it is about, as the invited person sees them. */
export interface InvitedSheet {
  sheet: InvitationSheet;
  partners: readonly PartnerSheet[];
}

/** What one's mentorships say on one's home. */
export interface OwnMentorships {
  /** Undecided ones, the first to answer first. */
  invited: readonly InvitedSheet[];
  partners: readonly PartnerSheet[];
  /** Pairs are published, whoever is in them. */
  published: boolean;
}

export interface MentorshipNeeds {
  store: MentorshipStore;
  pairings: Pairings;
  roster: Roster;
  intake: Intake;
  invitations: Pick<InvitationsService, 'mine' | 'answer'>;
}

export type MentorshipsService = ReturnType<typeof mentorshipsService>;

export function mentorshipsService({ store, pairings, roster, intake, invitations }: MentorshipNeeds) {
  /** Everything that is read hangs on the published draft; what of it is missing here is added first. */
  async function running(courseId: string, personId?: string): Promise<Mentorship[]> {
    const draftId = (await pairings.round(courseId))?.publishedDraftId;
    if (draftId === undefined) return [];
    if (!(await pairings.isMaterialised(courseId, draftId))) {
      const published = await pairings.published(courseId);
      const pairs = published?.draftId === draftId ? wantedFrom(published, personId) : [];
      await store.ensure(courseId, pairs);
      // Somebody else may have written them a moment ago, and not noted it yet.
      return store.inDraftNow(courseId, draftId, personId);
    }
    return store.inDraft(courseId, draftId, personId);
  }

  async function partnerSheets(courseId: string, personId: string, now: Date): Promise<PartnerSheet[]> {
    return sheetsFor(courseId, personId, inReadingOrder(await running(courseId, personId), personId), now);
  }

  async function sheetsFor(
    courseId: string,
    personId: string,
    mine: readonly TogetherAs[],
    now: Date,
  ): Promise<PartnerSheet[]> {
    const partnerIds = mine.flatMap((mentorship) => partnersOf(mentorship, personId));
    if (partnerIds.length === 0) return [];
    const [people, { style: statements }] = await Promise.all([
      // Also those who left.
      roster.peopleById(courseId, [...new Set(partnerIds)]),
      intake.questions(courseId),
    ]);
    const sheets = mine.flatMap((mentorship) =>
      partnersOf(mentorship, personId).map(async (otherId): Promise<PartnerSheet[]> => {
        const person = people.get(otherId);
        if (!person) return [];
        const readerIsFirst = !mentorship.menteeIds.includes(personId);
        const pair = readerIsFirst ? ([personId, otherId] as const) : ([otherId, personId] as const);
        const common = await pairings.inCommon(courseId, pair, now);
        const [profile, own] = await Promise.all([
          intake.profile(courseId, otherId),
          intake.profile(courseId, personId),
        ]);
        const shared = profile ? sharedProfile(profile) : {};
        const times = timesOf(own, profile, now);
        return [{ person, part: partIn(mentorship, personId), common, readerIsFirst, shared, times, statements }];
      }),
    );
    return (await Promise.all(sheets)).flat();
  }

  async function invitedSheets(courseId: string, personId: string, now: Date): Promise<InvitedSheet[]> {
    const mine = await invitations.mine(courseId, personId, now);
    const open = mine.filter(({ state }) => state === 'waiting');
    const byDue = open.sort((one, other) => one.invitation.dueAt.getTime() - other.invitation.dueAt.getTime());
    return Promise.all(
      byDue.map(async (sheet) => {
        const together = { form: sheet.form, ...rolesOf(sheet.form, sheet.pair.members) };
        return { sheet, partners: await sheetsFor(courseId, personId, [together], now) };
      }),
    );
  }

  return {
    of: (courseId, personId) => running(courseId, personId),
    running: (courseId) => running(courseId),
    ever: (courseId, personId) => store.ofPerson(courseId, personId),

    async own(courseId: string, personId: string, now: Date): Promise<OwnMentorships> {
      const [partners, round, invited] = await Promise.all([
        partnerSheets(courseId, personId, now),
        pairings.round(courseId),
        invitedSheets(courseId, personId, now),
      ]);
      return { published: round?.publishedDraftId !== undefined, partners, invited };
    },

    /** One that waits for this person's or another's answer; throws when it is not theirs or is over. */
    async invited(courseId: string, personId: string, invitationId: string, now: Date): Promise<InvitedSheet> {
      const all = await invitedSheets(courseId, personId, now);
      const found = all.find(({ sheet }) => sheet.invitation.invitationId === invitationId);
      if (!found) throw new NotFound();
      return found;
    },

    answerInvitation: (
      doer: { courseId: string; personId: string },
      invitationId: string,
      given: AnswerGiven,
      now: Date,
    ): Promise<void> => invitations.answer(doer, invitationId, given, now),

    /** Of those who take part, those with somebody who is still in the course. */
    async paired(courseId: string): Promise<{ learners: number; paired: number }> {
      const [people, mentorships] = await Promise.all([roster.takingPart(courseId), running(courseId)]);
      return { learners: people.length, paired: people.length - aloneAmong(people)(mentorships).length };
    },

    /** Follows one course's published field to the end; safe to repeat. */
    async materialise(courseId: string, now: Date): Promise<void> {
      const moves = await pairings.moves(courseId);
      const published = await pairings.published(courseId);
      if (published) await store.ensure(courseId, wantedFrom(published));
      await store.endOthers(courseId, published?.draftId, now);
      await pairings.markMaterialised(courseId, moves);
    },

    coursesDue: (): Promise<string[]> => pairings.dueForMaterialising(),
  } satisfies Mentorships & Record<string, unknown>;
}

const aloneAmong = besideRows((learners: readonly Person[]) =>
  besideRows((running: readonly Mentorship[]) => withoutPartner(learners, running)),
);

function wantedFrom(published: PublishedPairs, personId?: string): WantedMentorship[] {
  const { roundId, draftId, form, publishedAt } = published;
  return published.pairs
    .filter(({ members }) => personId === undefined || members.includes(personId))
    .map(({ members, since = publishedAt }) => ({
      ...{ roundId, draftId, form, startedAt: since },
      ...rolesOf(form, members),
    }));
}

function timesOf(own: Profile | undefined, partner: Profile | undefined, now: Date): CommonTime[] {
  if (!partner?.timeZone || !own?.timeZone || !sharesCommonHours(partner)) return [];
  const [mine, theirs] = [
    { timeZone: own.timeZone, availability: own.availability },
    { timeZone: partner.timeZone, availability: partner.availability },
  ];
  return commonTimes(mine, theirs, now);
}
