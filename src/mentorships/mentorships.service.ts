import type { Activities } from '../activities/activity.js';
import type { Grades } from '../grades/delivery.js';
import { sharedProfile } from '../intake/intake.rules.js';
import type { Intake, Profile, SharedProfile, StyleQuestion } from '../intake/profile.js';
import type { Comparison } from '../pairing/comparison.js';
import type { Pairings, PublishedPairs } from '../pairing/draft.js';
import type { Person, Roster, RosterAge } from '../roster/person.js';
import { partnersOf, type Mentorship, type Mentorships } from './mentorship.js';
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

export interface LearnerHome {
  profile: Profile | undefined;
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
}: {
  store: MentorshipStore;
  pairings: Pairings;
  roster: Roster;
  intake: Intake;
  activities: Activities;
  grades: Grades;
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
    const mine = inReadingOrder(await running(courseId, personId), personId);
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
      const [profile, partners, round, openCheckinId] = await Promise.all([
        intake.profile(courseId, personId),
        partnerSheets(courseId, personId, now),
        pairings.round(courseId),
        firstOpenCheckin(courseId, personId),
      ]);
      const unpaired = round?.publishedDraftId === undefined ? 'waiting' : 'unpaired';
      return {
        profile,
        state: partners.length > 0 ? 'paired' : unpaired,
        partners,
        openCheckinId,
      };
    },

    async coordinatorHome(courseId: string): Promise<CoordinatorHome> {
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
      const published = await pairings.published(courseId);
      if (published) await store.ensure(courseId, wantedFrom(published));
      await store.endOthers(courseId, published?.draftId, now);
      await pairings.markMaterialised(courseId, published?.draftId);
    },

    coursesDue: (): Promise<string[]> => pairings.dueForMaterialising(),
  } satisfies Mentorships & Record<string, unknown>;
}

function wantedFrom(published: PublishedPairs, personId?: string): WantedMentorship[] {
  const { roundId, draftId, form, publishedAt } = published;
  return published.pairs
    .filter(({ members }) => personId === undefined || members.includes(personId))
    .map(({ members }) => ({ roundId, draftId, form, startedAt: publishedAt, ...rolesOf(form, members) }));
}
