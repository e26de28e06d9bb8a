/** What a launch and the platform's answers say about its settings. */
import type { Launch, PlatformFailure } from '../../lti/gateway.js';
import { day, minute, second } from '../../shared/clock.js';
import type { Check, Finding, Findings, LaunchCheck, Outcome, Reason } from './diagnostic.js';

const works: Outcome = { state: 'works' };
export const untried: Outcome = { state: 'untried' };

export function failing(reason: Reason, detail?: string): Outcome {
  return { state: 'fails', reason, ...(detail !== undefined && { detail }) };
}

/** A learner's browser takes a moment between Moodle's signature and us, so being behind is judged mildly. */
const aheadAtMost = 5 * second;
const behindAtMost = 25 * second;

/** What one launch shows; only what it can say something about. */
export function outcomesOf(launch: Launch, now: Date): Partial<Record<LaunchCheck, Outcome>> {
  const clock = clockOf(launch, now);
  if (launch.message === 'deep-linking') return { ...(clock && { clock }), deepLinking: works };
  return {
    launch: launchOf(launch),
    ...(clock && { clock }),
    names: isNamed(launch) ? works : failing('names_withheld'),
    groups: launch.person.groupIds === undefined ? failing('groups_not_asked') : works,
    thirdParty: launch.boundToBrowser ? works : { state: 'some', people: [{ who: launch.person.externalId, at: now }] },
  };
}

function isNamed({ person }: Launch): boolean {
  return (person.name ?? person.givenName ?? person.familyName) !== undefined;
}

function launchOf({ course, activity, service, returnUrl }: Launch): Outcome {
  const missing = [
    ...(course.title === '' ? ['context.title'] : []),
    ...(activity.title === '' ? ['resource_link.title'] : []),
    ...(returnUrl === undefined ? ['launch_presentation.return_url'] : []),
    ...(service.membershipsUrl === undefined ? ['namesroleservice'] : []),
    ...(service.lineItemsUrl === undefined ? ['ags endpoint'] : []),
  ];
  return missing.length === 0 ? works : failing('claims_missing', missing.join(', '));
}

function clockOf({ issuedAt }: Launch, now: Date): Outcome | undefined {
  if (!issuedAt) return undefined;
  const ahead = issuedAt.getTime() - now.getTime();
  if (ahead > aheadAtMost) return failing('clock_ahead', String(Math.round(ahead / second)));
  return -ahead > behindAtMost ? failing('clock_behind', String(Math.round(-ahead / second))) : works;
}

/** A browser that keeps nothing is remembered this long, with those of at most so many people. */
const cookiesLostFor = 30 * day;
const lostAtMost = 500;
/** One browser may have been slow: who was in time lately says more of Moodle's clock. */
const slowFor = day;
/** A finding that stays as it is is written again after this. */
const writtenEvery = 15 * minute;

/** The findings to store, or undefined when they say nothing new. */
export function merged(
  known: Findings,
  outcomes: Partial<Record<Check, Outcome>>,
  { now, force = false }: { now: Date; force?: boolean },
): Findings | undefined {
  const entries = Object.entries(outcomes) as [Check, Outcome][];
  const fresh = entries
    .filter(([check, outcome]) => !isOneSlowBrowser(known[check], outcome, now))
    .map(([check, outcome]): [Check, Outcome] => [check, withOthers(known[check], outcome, now)]);
  const isNews = fresh.some(([check, outcome]) => {
    const before = known[check];
    return force || !before || !isSame(before, outcome) || now.getTime() - before.at.getTime() >= writtenEvery;
  });
  if (!isNews) return undefined;
  const updates = fresh.map(([check, outcome]) => [check, findingOf(known[check], outcome, now)] as const);
  return { ...known, ...Object.fromEntries(updates) };
}

function isOneSlowBrowser(before: Finding | undefined, outcome: Outcome, now: Date): boolean {
  if (outcome.state !== 'fails' || outcome.reason !== 'clock_behind') return false;
  return before?.state === 'works' && now.getTime() - before.at.getTime() <= slowFor;
}

/** Those of before stay concerned for their time, whatever the browser of another person does. */
function withOthers(before: Finding | undefined, outcome: Outcome, now: Date): Outcome {
  if (before?.state !== 'some' || (outcome.state !== 'works' && outcome.state !== 'some')) return outcome;
  const fresh = outcome.state === 'some' ? outcome.people : [];
  const kept = before.people.filter(
    ({ who, at }) => now.getTime() - at.getTime() <= cookiesLostFor && !fresh.some((one) => one.who === who),
  );
  const people = [...kept, ...fresh].slice(-lostAtMost);
  return people.length === 0 ? works : { state: 'some', people };
}

function isSame(before: Finding, outcome: Outcome): boolean {
  if (before.state !== outcome.state) return false;
  if (before.state === 'some' && outcome.state === 'some') return before.people.length === outcome.people.length;
  return before.state !== 'fails' || outcome.state !== 'fails' || before.reason === outcome.reason;
}

function findingOf(before: Finding | undefined, outcome: Outcome, now: Date): Finding {
  return { ...outcome, at: now, since: before && isSame(before, outcome) ? before.since : now };
}

const reasonOf: Partial<Record<PlatformFailure['code'], Reason>> = {
  unreachable: 'not_answering',
  timed_out: 'not_answering',
  busy: 'not_answering',
  failed: 'moodle_error',
  gone: 'course_gone',
  unreadable: 'unreadable',
};

/** Which setting lies behind a refusal; `off`: the service itself is not allowed. */
export function outcomeOfFailure({ code, detail }: Pick<PlatformFailure, 'code' | 'detail'>, off: Reason): Outcome {
  if (code === 'scope_missing') return failing(off);
  if (code === 'unauthorised') return failing(keyReason(detail), detail);
  const refused = detail?.startsWith('address_') ? 'address_refused' : 'refused';
  return failing(reasonOf[code] ?? refused, detail);
}

/**
 * Moodle verifies our assertion with keys it fetches from us, and answers with whatever went wrong. Our key is right (we
 * sign with what we publish), so anything but an unknown client or a clock means that it could not fetch them.
 */
function keyReason(detail = ''): Reason {
  if (/invalid_client/i.test(detail)) return 'client_unknown';
  return /expired token|prior to|\biat\b|\bnbf\b/i.test(detail) ? 'clocks_apart' : 'keys_refused';
}

/** A score that Moodle took proves more than any test before it; whoever got the list was recognised by our key too. */
export function provenBy({ deliveredAt, readAt }: { deliveredAt?: Date; readAt?: Date }, findings: Findings): Findings {
  const recognised = !deliveredAt || (readAt && readAt > deliveredAt) ? readAt : deliveredAt;
  const proven = (
    [
      ['keys', recognised],
      ['scores', deliveredAt],
    ] as const
  ).flatMap(([check, at]) => {
    const before = findings[check];
    if (!at || (before && before.at >= at)) return [];
    const since = before?.state === 'works' ? before.since : at;
    return [[check, { ...works, at, since }] as const];
  });
  return { ...findings, ...Object.fromEntries(proven) };
}

/** The roster says in its own words why it is old. */
export function outcomeOfRoster(age: { refreshedAt?: Date; failure?: { code: string } }): Outcome {
  const code = age.failure?.code;
  if (code === undefined) return age.refreshedAt ? works : untried;
  if (code === 'no_roster') return failing('roster_off');
  if (code === 'empty_roster') return failing('roster_empty');
  return outcomeOfFailure({ code: code as PlatformFailure['code'] }, 'roster_off');
}

/** Failing tests first, then untried ones, in the order of the page. */
export function byUrgency<Row extends { finding: { state: Outcome['state'] } }>(rows: readonly Row[]): Row[] {
  const order: readonly Outcome['state'][] = ['fails', 'some', 'untried', 'works'];
  return [...rows].sort((one, other) => order.indexOf(one.finding.state) - order.indexOf(other.finding.state));
}
