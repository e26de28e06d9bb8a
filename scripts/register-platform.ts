/**
 * `npm run register-platform -- --moodle https://moodle.example --client-id ID --deployment 1 [--name NAME] [--inactive]`:
 * registers a Moodle by hand, with the values it shows under *View configuration details* of the tool. Again for the same
 * client id, it updates.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../src/config.js';
import { openServices } from '../src/startup.js';

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
const issuer = moodle.replace(/\/+$/, '');
const root = join(import.meta.dirname, '..');
const config = loadConfig(process.env, join(root, 'config'));
const { services, close } = await openServices(config, root);
const platform = await services.gateway.platforms.register({
  name: values.name ?? new URL(issuer).host,
  issuer,
  clientId,
  authenticationEndpoint: `${issuer}/mod/lti/auth.php`,
  accessTokenEndpoint: `${issuer}/mod/lti/token.php`,
  keysetUrl: `${issuer}/mod/lti/certs.php`,
  deploymentIds: deployment,
  active: !values.inactive,
});
console.log(
  `${platform.platformId}  ${platform.issuer}  ${platform.clientId}  ${platform.active ? 'active' : 'inactive'}`,
);
console.error(
  [
    'In Moodle the tool needs:',
    `  Tool URL, Redirection URI(s), Content selection URL: ${config.PUBLIC_URL}/lti/launch`,
    `  Initiate login URL: ${config.PUBLIC_URL}/lti/login`,
    `  Public keyset: ${config.PUBLIC_URL}/lti/keys`,
  ].join('\n'),
);
await close();
