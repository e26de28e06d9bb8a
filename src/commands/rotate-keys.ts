/** `npm run rotate-keys -- PLATFORM`: a new key pair for a Moodle, named by its address, client ID or id in Tandem. */
import { join } from 'node:path';
import { loadConfig } from '../config.js';
import { AppError } from '../shared/errors.js';
import { openServices, plainly } from '../startup.js';

const root = join(import.meta.dirname, '../..');
const [wanted] = process.argv.slice(2);
const { services, close } = await plainly(async () =>
  openServices(loadConfig(process.env, join(root, 'config')), root),
);
const { platforms, keys } = services.gateway;
const known = await platforms.list();
const found = known.filter(({ platformId, issuer, clientId }) => [platformId, issuer, clientId].includes(wanted ?? ''));
const [platform] = found;
try {
  if (!platform || found.length > 1) {
    console.error('Usage: npm run rotate-keys -- PLATFORM   (address, client ID or id, of one of these)');
    for (const { platformId, issuer, clientId, name } of known)
      console.error(`  ${platformId}  ${issuer}  ${clientId}  ${name}`);
    process.exitCode = 2;
  } else {
    const { signsFrom } = await keys.rotate(platform.platformId);
    console.log(signsFrom.toISOString());
    console.error(
      `${platform.name}: the new pair is public now and signs from then on; nothing else needs to be done.`,
    );
  }
} catch (problem) {
  if (!(problem instanceof AppError) || problem.code !== 'key_rotation_running') throw problem;
  console.error('A new pair is public already and does not sign yet: wait until it does.');
  process.exitCode = 1;
} finally {
  await close();
}
