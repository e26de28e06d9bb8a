import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { visit } from './support/browser.js';
import { useHostileWorld } from './support/hostile.js';
import { claimPaths, replaced, wrongTypes } from './support/hostile-claims.js';
import { clientId } from './support/tiny-platform.js';

const world = useHostileWorld();

test('a value of a wrong kind anywhere is refused or left out, never an error', async () => {
  for (const path of claimPaths) {
    for (const value of wrongTypes) {
      const outcome = await world.launch((claims) => replaced(claims, path, value));
      expect([path, value, outcome]).not.toEqual([path, value, '']);
      const isIdentity = path.length === 1 && ['iss', 'aud', 'sub', 'nonce'].includes(path[0] ?? '');
      if (isIdentity && typeof value !== 'string')
        expect([path, value, outcome]).toEqual([path, value, 'claims_invalid']);
    }
  }
}, 60_000);

test('whatever a form holds, in any character, the answer is a page or a redirect of ours', async () => {
  const name = fc.oneof(
    fc.constantFrom(
      'iss',
      'client_id',
      'login_hint',
      'target_link_uri',
      'lti_message_hint',
      'id_token',
      'state',
      'error',
    ),
    fc.constantFrom('__proto__', 'constructor', 'iss[$ne]', 'iss[]', 'toString', 'ltik', ''),
  );
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      world.platform.url,
      clientId,
      world.tool.launch,
      '7',
      '{"$ne":""}',
      'a'.repeat(50),
      'a.b.c',
      '\0',
      '%',
      '%ff',
    ),
  );
  const forms = fc.array(fc.tuple(name, value), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('login', 'launch', 'register', 'keys'),
      forms,
      fc.boolean(),
      async (path, fields, get) => {
        const method = get ? ('GET' as const) : ('POST' as const);
        const answer = await visit(`${world.tool.url}/lti/${path}`, { method, fields });
        expect(answer.status).toBeLessThan(500);
        if (answer.location !== undefined) expect(new URL(answer.location).origin).toBe(world.platform.url);
        expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      },
    ),
    { numRuns: 150 },
  );
});

test('whatever a platform signs, it is let in or refused', async () => {
  const names = fc.constantFrom(...claimPaths);
  const changes = fc.array(fc.tuple(names, fc.jsonValue({ maxDepth: 5, stringUnit: 'binary' })), {
    minLength: 1,
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(changes, async (list) => {
      await world.launch((claims) => list.reduce((changed, [path, value]) => replaced(changed, path, value), claims));
    }),
    { numRuns: 120 },
  );
});
