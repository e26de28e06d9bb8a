/** `npm run operator -- NAME`: makes an operator when new, and prints a one-time link that sets the password. */
import { join } from 'node:path';
import { loadConfig } from '../src/config.js';
import { openDatabase } from '../src/database.js';
import { operatorStore } from '../src/operator/operators.store.js';

const [name] = process.argv.slice(2);
if (name === undefined || !/^[\w.@-]{1,100}$/.test(name)) {
  console.error('Usage: npm run operator -- NAME   (letters, digits, . @ _ -)');
  process.exit(2);
}
const config = loadConfig(process.env, join(import.meta.dirname, '../config'));
const database = await openDatabase({
  directory: config.DATA_DIR,
  ...(config.MONGODB_URI === undefined ? {} : { uri: config.MONGODB_URI }),
});
const secret = await operatorStore(database.connection).passwordLink(name, new Date());
console.log(`${config.PUBLIC_URL}/operator/password/${secret}`);
await database.close();
