/**
 * `npm run reseal`: encrypts every private key with the first key of ENCRYPTION_KEY. To change that key: put the new one in
 * front (`new,old`), restart every process, run this, take the old one off the list, restart again.
 */
import { join } from 'node:path';
import { loadConfig } from '../config.js';
import { openServices, plainly } from '../startup.js';

const root = join(import.meta.dirname, '../..');
const { services, close } = await plainly(async () =>
  openServices(loadConfig(process.env, join(root, 'config')), root),
);
const { current, older, lost } = await services.gateway.keys.reseal();
await close();
console.log(
  `${current} with the first key, ${older} with another listed key, ${lost.length} with a key that is not listed`,
);
if (lost.length > 0) {
  console.error(`Not opened, keys of the platforms ${lost.join(', ')}: list the missing key, or make new key pairs.`);
  process.exit(1);
}
console.error(
  older === 0
    ? 'When every process has been restarted with this list, all but its first key may be removed.'
    : 'Some keys were made meanwhile: run this again before you remove a key.',
);
process.exit(older === 0 ? 0 : 1);
