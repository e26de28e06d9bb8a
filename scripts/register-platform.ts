/** `npm run register-platform -- --name … --issuer … --client-id … --deployment-id …`: registers a Moodle by hand. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { loadConfig } from '../src/config.js';
import { openServices } from '../src/startup.js';

const root = join(import.meta.dirname, '..');
const option = { type: 'string' } as const;
const { values } = parseArgs({
  options: { name: option, issuer: option, 'client-id': option, 'deployment-id': option },
});
const wanted = z
  .object({
    name: z.string().min(1),
    issuer: z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, '')),
    'client-id': z.string().min(1),
    'deployment-id': z.string().min(1),
  })
  .safeParse(values);
if (!wanted.success) {
  console.error('Usage: npm run register-platform -- --name NAME --issuer URL --client-id ID --deployment-id ID');
  console.error('In Moodle: Manage tools, the tool’s card, the list icon ("View configuration details") shows these.');
  for (const issue of wanted.error.issues) console.error(`  --${issue.path.join('.')}: ${issue.message}`);
  process.exit(2);
}
const { name, issuer, 'client-id': clientId, 'deployment-id': deploymentId } = wanted.data;
const config = loadConfig(process.env, join(root, 'config'));
const { services, close } = await openServices(config, root);
const platform = await services.gateway.platforms.register({
  name,
  issuer,
  clientId,
  // Moodle serves these three at fixed paths below its own address.
  authenticationEndpoint: `${issuer}/mod/lti/auth.php`,
  accessTokenEndpoint: `${issuer}/mod/lti/token.php`,
  keysetUrl: `${issuer}/mod/lti/certs.php`,
  deploymentIds: [deploymentId],
  active: true,
});
console.log(`Registered ${platform.name} (${platform.issuer}, ${platform.clientId}).`);
console.log('What Moodle must know of Tandem:');
console.log(`  Tool URL and Redirection URI(s)  ${config.PUBLIC_URL}/lti/launch`);
console.log(`  Initiate login URL               ${config.PUBLIC_URL}/lti/login`);
console.log(`  Public keyset (RSA key)          ${config.PUBLIC_URL}/lti/keys`);
await close();
