/** Help that was asked of the teacher: calls, until somebody deals with them. */
import { createHash } from 'node:crypto';
import { hasOwnHome, type Person } from '../../course/roster/person.js';
import { after, day } from '../../shared/clock.js';
import { once, type Call, type Checkin, type CheckinKey, type Handed, type Heard } from './checkin.js';

/** Of what was sent before calls were kept, older ones are taken as dealt with. */
const keptFor = 14 * day;

function keptSince(now: Date): Date {
  return after(now, -keptFor);
}

/** When help was asked: with the answers as they are now. */
export function askedAt({ sentAt, changedAt }: Pick<Checkin, 'sentAt' | 'changedAt'>): Date | undefined {
  return changedAt ?? sentAt;
}

/** Calls that somebody waits for: of what was sent before calls were kept, only what is not old. */
export function callsAmong(
  asking: readonly (CheckinKey & Pick<Checkin, 'sentAt' | 'changedAt' | 'handed'> & { isKept: boolean })[],
  now: Date,
): Call[] {
  return asking.flatMap(({ isKept, activityId, occurrence, personId, ...sent }) => {
    const [at, handed] = [askedAt(sent), handedOf(sent)];
    if (!at || (!isKept && at < keptSince(now))) return [];
    return [{ activityId, occurrence, personId, askedAt: at, ...(handed && { handed }) }];
  });
}

/** Calls of those who are here now, the longest waiting first. */
export function waitingCalls(
  calls: readonly Call[],
  people: ReadonlyMap<string, Person>,
): (Call & { person: Person })[] {
  return calls
    .flatMap((call) => {
      const person = people.get(call.personId);
      return person && hasOwnHome(person) ? [{ ...call, person }] : [];
    })
    .sort((one, other) => one.askedAt.getTime() - other.askedAt.getTime());
}

/** How the call of the answers as they are now was ended. */
export function heardOf(checkin: Pick<Checkin, 'sentAt' | 'changedAt' | 'heard'>): Heard | undefined {
  const at = askedAt(checkin)?.getTime();
  return checkin.heard?.find((heard) => heard.askedAt.getTime() === at);
}

/** To whom the call of the answers as they are now was handed on. */
export function handedOf(checkin: Pick<Checkin, 'sentAt' | 'changedAt' | 'handed'>): Handed | undefined {
  const { handed } = checkin;
  return handed?.askedAt.getTime() === askedAt(checkin)?.getTime() ? handed : undefined;
}

/** What was handed to the reader comes first, what somebody else has comes last; within each the longest waiting first. */
export function inOrderFor<Waiting extends { holder?: Person }>(
  calls: readonly Waiting[],
  readerId: string,
): Waiting[] {
  const place = ({ holder }: Waiting) => (holder === undefined ? 1 : holder.personId === readerId ? 0 : 2);
  return [...calls].sort((one, other) => place(one) - place(other));
}

/** Names the call among all rows of the queue, whatever letters ids have. */
export function itemOf({ activityId, occurrence, personId }: Call): string {
  const which = occurrence === once ? '' : ` ${occurrence}`;
  return `help.${createHash('sha256').update(`${activityId} ${personId}${which}`).digest('hex').slice(0, 32)}`;
}
