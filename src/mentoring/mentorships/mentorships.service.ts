import type { Activities } from '../../course/activities/activity.js';
import type { Grades } from '../../course/grades/delivery.js';
import { sharedProfile } from '../../pairing/intake/intake.rules.js';
import type { Intake, Profile, SharedProfile, StyleQuestion } from '../../pairing/intake/profile.js';
import type { Comparison } from '../../pairing/words/comparison.js';
import type { Pairings, PublishedPairs } from '../../pairing/words/draft.js';
import type { Person, Roster, RosterAge } from '../../course/roster/person.js';
import type { AmendmentsService } from '../../pairing/after/amendments.service.js';
import type { Load } from '../../pairing/after/load.rules.js';
import type { WaitingPlace } from '../../pairing/after/standing.service.js';
import type { Seeker } from '../../pairing/after/standing.rules.js';
import type {
  AnswerGiven,
  InvitationSheet,
  InvitationsService,
} from '../../pairing/invitations/invitations.service.js';
import { NotFound } from '../../shared/errors.js';
import { partnersOf, type Mentorship, type Mentorships, type TogetherAs } from './mentorship.js';
import { inReadingOrder, partIn, rolesOf, withoutPartner, type Part } from './mentorships.rules.js';
import type { MentorshipStore, WantedMentorship } from './mentorships.store.js';

/** One partner as a learner meets them: why, where and when, never a score. */
export interface PartnerSheet {
  person: Person;
  /** The reader's own part. */
  part: Part;
  comparison: Comparison;
  /** Whether the reader is `first` in the comparison. */
  readerIsFirst: boolean;
  /** Only what the partner agreed to show; the rest never leaves the service. */
  shared: SharedProfile;
  /** The statements that a shared way of working answers. */
  statements: readonly StyleQuestion[];
}

/** An invitation with those it is about, as the invited person sees them. */
export interface InvitedSheet {
  sheet: InvitationSheet;
  partners: readonly PartnerSheet[];
}

export interface LearnerHome {
  /** Undecided ones, the first to answer first. */
  invited: readonly InvitedSheet[];
  /** Where somebody without a partner stands among those who wait. */
  waiting: WaitingPlace | undefined;
  profile: Profile | undefined;
  /** Learners say whom they would like. */
  choosing: boolean;
  /** Nothing published yet, or this person is in none of the pairs. */
  state: 'waiting' | 'unpaired' | 'paired';
  partners: readonly PartnerSheet[];
  /** The first check-in activity of the course that this person has not sent yet. */
  openCheckinId: string | undefined;
}

export interface CoordinatorHome {
  learners: number;
  withoutProfile: readonly Person[];
  waitingDraft: { pairs: number; madeAt: Date } | undefined;
  published: boolean;
  withoutPartner: readonly Person[];
  /** After a publication: who needs a partner or asks for another, by why. */
  seekers: readonly (Pick<Seeker, 'why'> & { people: readonly Person[] })[];
  unanswered: number;
  /** Of mentors' places, once pairs are published. */
  load: Load | undefined;
  /** Circles that too few people are left of. */
  shortCircles: number;
  deliveries: { delivered: number; refused: number; all: number };
  rosterAge: RosterAge;
}

export type MentorshipsService = ReturnType<typeof mentorshipsService>;

export function mentorshipsService({
  store,
  pairings,
  roster,
  intake,
  activities,
  grades,
  amendments,
  invitations,
}: {
  store: MentorshipStore;
  pairings: Pairings;
  roster: Roster;
  intake: Intake;
  activities: Activities;
  grades: Grades;
  amendments: Pick<AmendmentsService, 'seekers' | 'waitingPlace'>;
  invitations: Pick<InvitationsService, 'mine' | 'sheet' | 'answer'>;
}) {
  /** Everything that is read hangs on the published draft; what of it is missing here is added first. */
  async function running(courseId: string, personId?: string): Promise<Mentorship[]> {
    const draftId = (await pairings.round(courseId))?.publishedDraftId;
    if (draftId === undefined) return [];
    if (!(await pairings.isMaterialised(courseId, draftId))) {
      const published = await pairings.published(courseId);
      const pairs = published?.draftId === draftId ? wantedFrom(published, personId) : [];
      await store.ensure(courseId, pairs);
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
    const [people, { style: statements }] = await Promise.all([
      roster.peopleById(courseId),
      intake.questions(courseId),
    ]);
    const sheets = mine.flatMap((mentorship) =>
      partnersOf(mentorship, personId).map(async (otherId): Promise<PartnerSheet[]> => {
        const person = people.get(otherId) ?? (await roster.person(courseId, otherId));
        if (!person) return [];
        const readerIsFirst = !mentorship.menteeIds.includes(personId);
        const [first, second] = readerIsFirst ? [personId, otherId] : [otherId, personId];
        const comparison = await pairings.compared(courseId, { form: mentorship.form, first, second }, now);
        const profile = await intake.profile(courseId, otherId);
        const shared = profile ? sharedProfile(profile) : {};
        return [{ person, part: partIn(mentorship, personId), comparison, readerIsFirst, shared, statements }];
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

  /** A check-in that was sent has a score, even where the link has no column for it. */
  async function firstOpenCheckin(courseId: string, personId: string): Promise<string | undefined> {
    for (const { activityId } of await activities.ofKind(courseId, 'checkin')) {
      if (!(await grades.delivery(courseId, activityId, personId))) return activityId;
    }
    return undefined;
  }

  return {
    of: (courseId, personId) => running(courseId, personId),
    running: (courseId) => running(courseId),

    async learnerHome(courseId: string, personId: string, now: Date): Promise<LearnerHome> {
      const [profile, partners, round, openCheckinId, invited, choosing] = await Promise.all([
        intake.profile(courseId, personId),
        partnerSheets(courseId, personId, now),
        pairings.round(courseId),
        firstOpenCheckin(courseId, personId),
        invitedSheets(courseId, personId, now),
        pairings.isChoosing(courseId, now),
      ]);
      const unpaired = round?.publishedDraftId === undefined ? 'waiting' : 'unpaired';
      return {
        profile,
        state: partners.length > 0 ? 'paired' : unpaired,
        partners,
        openCheckinId,
        invited,
        waiting: partners.length > 0 ? undefined : await amendments.waitingPlace(courseId, personId, now),
        choosing,
      };
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

    async coordinatorHome(courseId: string, now: Date): Promise<CoordinatorHome> {
      const { seekers, people, load, short } = await amendments.seekers(courseId, now);
      const invited = await invitations.sheet(courseId, now);
      const [learners, profiles, waitingDraft, round, mentorships, deliveries, rosterAge] = await Promise.all([
        roster.learners(courseId),
        intake.profiles(courseId),
        pairings.waitingDraft(courseId),
        pairings.round(courseId),
        running(courseId),
        grades.deliveries(courseId),
        roster.age(courseId),
      ]);
      const counted = deliveries.filter((delivery) => delivery.state !== 'ungraded');
      return {
        learners: learners.length,
        withoutProfile: learners.filter((person) => !profiles.has(person.personId)),
        waitingDraft,
        published: round?.publishedDraftId !== undefined,
        withoutPartner: withoutPartner(learners, mentorships),
        seekers: seekers.map((seeker) => ({
          why: seeker.why,
          people: (seeker.asks ?? [seeker]).flatMap(({ personId }) => people.get(personId) ?? []),
        })),
        load,
        shortCircles: short.length,
        unanswered: invited.sheets.filter(({ state }) => state === 'waiting').length,
        deliveries: {
          delivered: counted.filter((delivery) => delivery.state === 'delivered').length,
          refused: counted.filter((delivery) => delivery.state === 'refused').length,
          all: counted.length,
        },
        rosterAge,
      };
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

function wantedFrom(published: PublishedPairs, personId?: string): WantedMentorship[] {
  const { roundId, draftId, form, publishedAt } = published;
  return published.pairs
    .filter(({ members }) => personId === undefined || members.includes(personId))
    .map(({ members, since = publishedAt }) => ({
      ...{ roundId, draftId, form, startedAt: since },
      ...rolesOf(form, members),
    }));
}
