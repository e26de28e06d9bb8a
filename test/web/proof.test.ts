import { describe, expect, test } from '@jest/globals';
import { newSecret, secretHash } from '../../src/shared/ids.js';
import { browserCookie, cookieFrom, isBrowserSecret, verdictFor, type Evidence } from '../../src/web/proof.js';

const own = 'https://tandem.example';
const secret = newSecret();
const hash = secretHash(secret);

function evidence(overrides: Partial<Evidence> = {}): Evidence {
  return {
    cookie: secret,
    fetchDest: 'document',
    fetchSite: 'same-origin',
    origin: undefined,
    method: 'GET',
    ...overrides,
  };
}

describe('a visit', () => {
  test.each<[string, string | null, Partial<Evidence>, string]>([
    ['bound, with its cookie', hash, {}, 'open'],
    ['bound, with its cookie in a frame', hash, { fetchDest: 'iframe' }, 'open'],
    ['bound, without a cookie', hash, { cookie: undefined }, 'closed'],
    ['bound, with the cookie of another browser', hash, { cookie: newSecret() }, 'closed'],
    ['bound, reached from another site by a link', hash, { fetchSite: 'cross-site' }, 'open'],
    ['bound, posted from another site', hash, { method: 'POST', fetchSite: 'cross-site' }, 'cross-site'],
    ['bound, posted from a sister site', hash, { method: 'POST', fetchSite: 'same-site' }, 'cross-site'],
    ['bound, posted by an old browser from here', hash, { method: 'POST', fetchSite: undefined, origin: own }, 'open'],
    [
      'bound, posted by an old browser from elsewhere',
      hash,
      { method: 'POST', fetchSite: undefined, origin: 'https://evil.example' },
      'cross-site',
    ],
    ['bound, posted with neither header', hash, { method: 'POST', fetchSite: undefined }, 'cross-site'],
    ['bound, posted with Origin: null', hash, { method: 'POST', fetchSite: undefined, origin: 'null' }, 'cross-site'],
    ['unbound, in a frame', null, { cookie: undefined, fetchDest: 'iframe' }, 'open'],
    ['unbound, at top level', null, { cookie: undefined }, 'closed'],
    ['unbound, fetched by a script', null, { cookie: undefined, fetchDest: 'empty' }, 'closed'],
    ['unbound, where no header says', null, { cookie: undefined, fetchDest: undefined }, 'closed'],
    ['unbound, posted in its frame', null, { cookie: undefined, fetchDest: 'iframe', method: 'POST' }, 'open'],
  ])('%s', (_name, cookieHash, overrides, verdict) => {
    expect(verdictFor(cookieHash, evidence(overrides), own)).toBe(verdict);
  });
});

describe('the cookie', () => {
  test('is read among others', () => {
    expect(cookieFrom(`a=1; ${browserCookie}=${secret}; b=2`, browserCookie)).toBe(secret);
  });
  test('sent twice counts as none', () => {
    expect(cookieFrom(`${browserCookie}=x; ${browserCookie}=${secret}`, browserCookie)).toBeUndefined();
  });
  test('that is not of our making is replaced', () => {
    expect(isBrowserSecret('short')).toBe(false);
    expect(isBrowserSecret(secret)).toBe(true);
  });
});
