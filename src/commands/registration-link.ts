/** `npm run registration-link -- [--approved] [--hours N]`: prints a one-time address for Moodle's "Tool URL" box. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../config.js';
import { openServices, plainly } from '../startup.js';

const { values } = parseArgs({
  options: { approved: { type: 'boolean', default: false }, hours: { type: 'string', default: '72' } },
});
const hours = Number(values.hours);
if (!(hours > 0 && hours <= 24 * 90)) {
  console.error('Usage: npm run registration-link -- [--approved] [--hours N]   (at most 90 days)');
  process.exit(2);
}
const root = join(import.meta.dirname, '../..');
const { services, close } = await plainly(async () =>
  openServices(loadConfig(process.env, join(root, 'config')), root),
);
const link = await services.gateway.registrationLinks.create({ approved: values.approved, hours });
console.log(link.url);
console.error(`Works once, until ${link.expiresAt.toISOString()}.`);
await close();
