/**
 * `npm run register-platform -- --moodle https://moodle.example --client-id ID --deployment 1 [--name NAME] [--inactive]`:
 * registers a Moodle by hand, with the values it shows under *View configuration details* of the tool. Again for the same
 * client id, it updates.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../config.js';
import { openServices, plainly } from '../startup.js';

const { values } = parseArgs({
  options: {
    moodle: { type: 'string' },
    'client-id': { type: 'string' },
    deployment: { type: 'string', multiple: true },
    name: { type: 'string' },
    inactive: { type: 'boolean', default: false },
  },
});
const { moodle, 'client-id': clientId, deployment } = values;
if (moodle === undefined || !URL.canParse(moodle) || clientId === undefined || deployment === undefined) {
  console.error(
    'Usage: npm run register-platform -- --moodle ADDRESS --client-id ID --deployment ID [--name NAME] [--inactive]',
  );
  process.exit(2);
}
const root = join(import.meta.dirname, '../..');
const { services, close } = await plainly(async () =>
  openServices(loadConfig(process.env, join(root, 'config')), root),
);
const { platforms, toolSettings } = services.gateway;
const platform = await platforms.registerMoodle({
  address: moodle,
  clientId,
  deploymentIds: deployment,
  name: values.name,
});
if (values.inactive) await platforms.setActive(platform.platformId, false);
console.log(
  `${platform.platformId}  ${platform.issuer}  ${platform.clientId}  ${values.inactive ? 'inactive' : 'active'}`,
);
console.error(
  [
    'In Moodle the tool needs (with every other field: /operator/manual):',
    `  Tool URL, Redirection URI(s), Content selection URL: ${toolSettings.launchUrl}`,
    `  Initiate login URL: ${toolSettings.loginUrl}`,
    `  Public keyset: ${toolSettings.keysUrl}`,
  ].join('\n'),
);
await close();
