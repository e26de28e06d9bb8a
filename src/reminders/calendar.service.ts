import type { Activities } from '../course/activities/activity.js';
import { isExcused } from '../mentoring/checkins/checkins.rules.js';
import { checkinSettings } from '../mentoring/checkins/checkins.settings.js';
import type { PauseService } from '../mentoring/pause/pause.service.js';
import type { ChoicesService } from '../pairing/choices/choices.service.js';
import type { InvitationsService } from '../pairing/invitations/invitations.service.js';
import type { Roster } from '../course/roster/person.js';
import type { CalendarStore, FeedReader } from './calendar.store.js';

/** Something due; the feed shows it as half an hour before. */
export interface DueDate {
  /** Names it for good, among all that is due. */
  dueId: string;
  what: 'checkin' | 'invitation' | 'choices';
  /** Of a check-in. */
  title: string;
  dueAt: Date;
}

/** What of the pairing is due for one person. */
interface Pairing {
  invitations: Pick<InvitationsService, 'mine'>;
  choices: Pick<ChoicesService, 'closesAt'>;
}

export type CalendarService = ReturnType<typeof calendarService>;

export function calendarService({
  store,
  roster,
  activities,
  pauses,
  pairing,
}: {
  store: CalendarStore;
  pairing: Pairing;
  roster: Roster;
  activities: Activities;
  pauses: Pick<PauseService, 'quietFor'>;
}) {
  return {
    has: (courseId: string, personId: string) => store.has(courseId, personId),
    replace: (courseId: string, reader: Omit<FeedReader, 'courseId'>) => store.replace(courseId, reader),

    /** Nobody's address, or that of a person who left, is not found. */
    async reader(token: string): Promise<FeedReader | undefined> {
      const reader = await store.findReader(token);
      if (!reader) return undefined;
      const person = await roster.person(reader.courseId, reader.personId);
      return person?.status === 'active' ? reader : undefined;
    },

    /** Of the course, and of this person only; nothing that falls into a break. */
    async dueDates({ courseId, personId }: Pick<FeedReader, 'courseId' | 'personId'>, now: Date): Promise<DueDate[]> {
      const [checkins, invited, closesAt, quiet] = await Promise.all([
        activities.ofKind(courseId, 'checkin'),
        pairing.invitations.mine(courseId, personId, now),
        pairing.choices.closesAt(courseId, now),
        pauses.quietFor(courseId, personId, now),
      ]);
      const open = invited.filter(({ invitation, state }) => state === 'waiting' && !invitation.answers[personId]);
      return [
        ...checkins.flatMap(({ activityId, title, settings }): DueDate[] => {
          const { dueAt } = checkinSettings(settings);
          return dueAt === undefined || isExcused({ dueAt }, quiet)
            ? []
            : [{ dueId: activityId, what: 'checkin', title, dueAt }];
        }),
        ...open.map(({ invitation: { invitationId, dueAt } }): DueDate => {
          return { dueId: invitationId, what: 'invitation', title: '', dueAt };
        }),
        ...(closesAt ? [{ dueId: `choices-${courseId}`, what: 'choices' as const, title: '', dueAt: closesAt }] : []),
      ];
    },
  };
}
