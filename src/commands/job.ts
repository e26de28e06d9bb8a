/** `npm run job -- NAME`: one job, now, under the same lease as the server's. Ends with 1 when a row failed. */
import { join } from 'node:path';
import { loadConfig } from '../config.js';
import { openServices, plainly } from '../startup.js';

const root = join(import.meta.dirname, '../..');
const [name] = process.argv.slice(2);
const { services, close } = await plainly(async () =>
  openServices(loadConfig(process.env, join(root, 'config')), root),
);
const names = services.jobs.map((job) => job.name);
let code: number;
if (name === undefined || !names.includes(name)) {
  console.error(`Usage: npm run job -- NAME   (${names.join(', ')})`);
  code = 2;
} else {
  services.runner.know(services.jobs);
  const result = await services.runner.runOnce(name);
  console.log(JSON.stringify(result));
  code = result.ran && (result.run.failed > 0 || result.run.errorCode !== undefined) ? 1 : 0;
}
await close();
process.exit(code);
