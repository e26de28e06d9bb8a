import { describe, expect, test } from '@jest/globals';
import type { Launch, PlatformFailureCode } from '../../../src/lti/gateway.js';
import type { Finding } from '../../../src/course/diagnostics/diagnostic.js';
import {
  byUrgency,
  failing,
  merged,
  outcomeOfFailure,
  outcomeOfRoster,
  outcomesOf,
  provenBy,
} from '../../../src/course/diagnostics/diagnostics.rules.js';
import { after, day, hour, minute, second } from '../../../src/shared/clock.js';
import { aLaunch } from '../../support/launches.js';

const now = new Date('2030-01-07T09:00:00Z');
const works = { state: 'works' } as const;

describe('one launch', () => {
  test('that says everything works', () => {
    const outcomes = outcomesOf(aLaunch({ more: { issuedAt: after(now, -second) } }), now);
    expect(outcomes).toEqual({ launch: works, clock: works, names: works, groups: works, thirdParty: works });
  });

  test('without names, groups, services or a cookie says which is missing', () => {
    const whole = aLaunch({ name: undefined, bound: false });
    const bare = { platformId: 'platform-1', deploymentId: '1', contextId: '1', resourceLinkId: '1', scopes: [] };
    const launch: Launch = { ...whole, person: { externalId: 'ana' }, service: bare };
    delete launch.returnUrl;
    expect(outcomesOf(launch, now)).toEqual({
      launch: failing('claims_missing', 'launch_presentation.return_url, namesroleservice, ags endpoint'),
      names: failing('names_withheld'),
      groups: failing('groups_not_asked'),
      thirdParty: { state: 'some', people: [{ who: 'ana', at: now }] },
    });
  });

  test('for choosing content says only that choosing works', () => {
    expect(outcomesOf(aLaunch({ more: { message: 'deep-linking', issuedAt: now } }), now)).toEqual({
      clock: works,
      deepLinking: works,
    });
  });

  test.each([
    [0, works],
    [5, works],
    [6, failing('clock_ahead', '6')],
    [-25, works],
    [-26, failing('clock_behind', '26')],
  ])('signed %i seconds from now', (seconds, outcome) => {
    expect(outcomesOf(aLaunch({ more: { issuedAt: after(now, seconds * second) } }), now).clock).toEqual(outcome);
  });
});

describe('what a refusal means', () => {
  test.each<[PlatformFailureCode, string | undefined, string]>([
    ['scope_missing', undefined, 'grades_off'],
    ['unauthorised', undefined, 'keys_refused'],
    ['unauthorised', 'The URL is blocked.', 'keys_refused'],
    ['unauthorised', 'Invalid JWKS', 'keys_refused'],
    ['unauthorised', 'invalid_client', 'client_unknown'],
    ['unauthorised', 'Expired token', 'clocks_apart'],
    ['unauthorised', 'Cannot handle token with iat prior to 2030-01-07', 'clocks_apart'],
    ['unreachable', 'ECONNREFUSED', 'not_answering'],
    ['timed_out', undefined, 'not_answering'],
    ['busy', undefined, 'not_answering'],
    ['failed', undefined, 'moodle_error'],
    ['gone', undefined, 'course_gone'],
    ['unreadable', 'page', 'unreadable'],
    ['refused', 'address_private', 'address_refused'],
    ['refused', undefined, 'refused'],
  ])('%s (%s) is %s', (code, detail, reason) => {
    expect(outcomeOfFailure({ code, ...(detail !== undefined && { detail }) }, 'grades_off')).toMatchObject({
      state: 'fails',
      reason,
    });
  });

  test.each([
    [{}, { state: 'untried' }],
    [{ refreshedAt: now }, works],
    [{ refreshedAt: now, failure: { code: 'no_roster' } }, failing('roster_off')],
    [{ failure: { code: 'empty_roster' } }, failing('roster_empty')],
    [{ failure: { code: 'scope_missing' } }, failing('roster_off')],
    [{ failure: { code: 'unauthorised' } }, failing('keys_refused')],
  ])('the roster’s age %j', (age, outcome) => {
    expect(outcomeOfRoster(age)).toEqual(outcome);
  });
});

describe('what is stored', () => {
  const before: Finding = { ...failing('names_withheld'), at: now, since: after(now, -hour) };

  test('nothing, when a launch a moment later says the same', () => {
    expect(
      merged({ names: before }, { names: failing('names_withheld') }, { now: after(now, minute) }),
    ).toBeUndefined();
  });

  test('the same again after a quarter of an hour, since when it first was', () => {
    const later = after(now, 15 * minute);
    expect(merged({ names: before }, { names: failing('names_withheld') }, { now: later })).toEqual({
      names: { ...before, at: later },
    });
  });

  test('a change at once, with a new beginning; the other findings stay', () => {
    const later = after(now, minute);
    expect(merged({ names: before, clock: before }, { names: works }, { now: later })).toEqual({
      names: { ...works, at: later, since: later },
      clock: before,
    });
    const other = merged({ names: before }, { names: failing('claims_missing') }, { now: later });
    expect(other?.names?.since).toEqual(later);
  });

  test('whose browser lost its cookie, for 30 days, whatever others keep', () => {
    const lost = (who: string, at: Date) => ({ state: 'some' as const, people: [{ who, at }] });
    const first: Finding = { ...lost('ana', now), at: now, since: now };
    const month = after(now, 29 * day);
    const both = merged({ thirdParty: first }, { thirdParty: lost('ben', month) }, { now: month })?.thirdParty;
    expect(both).toMatchObject({ state: 'some', people: [{ who: 'ana' }, { who: 'ben' }] });
    expect(merged({ thirdParty: first }, { thirdParty: works }, { now: month })?.thirdParty?.state).toBe('some');
    const later = after(now, 31 * day);
    expect(merged({ thirdParty: first }, { thirdParty: works }, { now: later })?.thirdParty?.state).toBe('works');
    const again = merged({ thirdParty: first }, { thirdParty: lost('ana', month) }, { now: month })?.thirdParty;
    expect(again).toMatchObject({ people: [{ who: 'ana', at: month }] });
  });

  test('one slow browser says nothing of the clocks while others were in time that day', () => {
    const fine: Finding = { ...works, at: now, since: now };
    const behind = { clock: failing('clock_behind', '40') };
    expect(merged({ clock: fine }, behind, { now: after(now, hour) })).toBeUndefined();
    expect(merged({ clock: fine }, behind, { now: after(now, 25 * hour) })?.clock?.state).toBe('fails');
    expect(merged({}, behind, { now })?.clock?.state).toBe('fails');
  });

  test('nothing of a score that Moodle took, which says more than a test before it', () => {
    const untried: Finding = { state: 'untried', at: now, since: now };
    const delivered = after(now, hour);
    expect(provenBy({ deliveredAt: delivered }, { scores: untried }).scores).toEqual({
      ...works,
      at: delivered,
      since: delivered,
    });
    expect(provenBy({ deliveredAt: delivered }, {}).keys?.state).toBe('works');
    expect(provenBy({ deliveredAt: now }, { scores: { ...before, at: delivered } }).scores?.state).toBe('fails');
    expect(provenBy({}, { scores: untried })).toEqual({ scores: untried });
  });

  test('nothing of a list that was read: our key was recognised, of scores it says nothing', () => {
    const untried: Finding = { state: 'untried', at: now, since: now };
    const readAt = after(now, hour);
    expect(provenBy({ readAt }, { scores: untried })).toEqual({
      scores: untried,
      keys: { ...works, at: readAt, since: readAt },
    });
    expect(provenBy({ readAt: now, deliveredAt: readAt }, {}).keys?.at).toEqual(readAt);
    expect(provenBy({ readAt: now }, { keys: { ...before, at: readAt } }).keys?.state).toBe('fails');
  });
});

test('what fails is read first, then what is untried', () => {
  const rows = (['works', 'untried', 'fails', 'works'] as const).map((state, id) => ({ id, finding: { state } }));
  expect(byUrgency(rows).map(({ id }) => id)).toEqual([2, 1, 0, 3]);
});
