/** `npm run operator -- NAME`: makes an operator when new, and prints a one-time link that sets the password. */
import { join } from 'node:path';
import { loadConfig } from '../config.js';
import { operatorStore } from '../operator/operators.store.js';
import { systemClock } from '../shared/clock.js';
import { openStore, plainly } from '../startup.js';

const [name] = process.argv.slice(2);
if (name === undefined || !/^[\w.@-]{1,100}$/.test(name)) {
  console.error('Usage: npm run operator -- NAME   (letters, digits, . @ _ -)');
  process.exit(2);
}
const { config, database } = await plainly(async () => {
  const config = loadConfig(process.env, join(import.meta.dirname, '../../config'));
  return { config, database: await openStore(config) };
});
const secret = await operatorStore(database.connection).passwordLink(name, systemClock());
console.log(`${config.PUBLIC_URL}/operator/password/${secret}`);
await database.close();
