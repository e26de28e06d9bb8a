/**
 * `npm run reseal`: encrypts private keys and concerns with the first key of ENCRYPTION_KEY. To change that key: put the new one in
 * front (`new,old`), restart every process, run this, take the old one off the list, restart again.
 */
import { join } from 'node:path';
import { loadConfig } from '../config.js';
import { openServices, plainly } from '../startup.js';

const root = join(import.meta.dirname, '../..');
const { services, close } = await plainly(async () =>
  openServices(loadConfig(process.env, join(root, 'config')), root),
);
const stores = [{ of: 'private keys', reseal: () => services.gateway.keys.reseal() }, ...services.sealed];
let [isOlder, isLost] = [false, false];
for (const { of, reseal } of stores) {
  const { current, older, lost } = await reseal();
  console.log(
    `${of}: ${current} with the first key, ${older} with another listed key, ${lost.length} with a key that is not listed`,
  );
  if (lost.length > 0) console.error(`Not opened, of ${lost.join(', ')}.`);
  isOlder ||= older > 0;
  isLost ||= lost.length > 0;
}
await close();
if (isLost) {
  console.error('List the missing key. Platforms whose key is lost for good need new key pairs (Operator, Platforms).');
  process.exit(1);
}
console.error(
  isOlder
    ? 'Some were stored meanwhile: run this again before you remove a key.'
    : 'When every process has been restarted with this list, all but its first key may be removed.',
);
process.exit(isOlder ? 1 : 0);
