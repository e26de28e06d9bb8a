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
      thirdParty: failing('cookies_lost'),
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

  test('a browser that lost its cookie for 30 days, whatever others keep', () => {
    const lost: Finding = { ...failing('cookies_lost'), at: now, since: now };
    expect(merged({ thirdParty: lost }, { thirdParty: works }, { now: after(now, 29 * day) })).toBeUndefined();
    const month = after(now, 31 * day);
    expect(merged({ thirdParty: lost }, { thirdParty: works }, { now: month })?.thirdParty?.state).toBe('works');
  });
});

test('what fails is read first, then what is untried', () => {
  const rows = (['works', 'untried', 'fails', 'works'] as const).map((state, id) => ({ id, finding: { state } }));
  expect(byUrgency(rows).map(({ id }) => id)).toEqual([2, 1, 0, 3]);
});
