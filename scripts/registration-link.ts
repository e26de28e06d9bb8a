/** `npm run registration-link -- [--approved] [--hours N]`: prints a one-time address for Moodle's "Tool URL" box. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../src/config.js';
import { openServices } from '../src/startup.js';

const root = join(import.meta.dirname, '..');
const { values } = parseArgs({ options: { approved: { type: 'boolean' }, hours: { type: 'string', default: '72' } } });
const hours = Number(values.hours);
if (!Number.isFinite(hours) || hours <= 0 || hours > 24 * 30) {
  console.error('--hours takes a number from 1 to 720.');
  process.exit(2);
}
const { services, close } = await openServices(loadConfig(process.env, join(root, 'config')), root);
const link = await services.gateway.registrationLinks.create({ approved: values.approved ?? false, hours });
console.log(link.url);
await close();
