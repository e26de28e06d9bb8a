/** `npm run readme`: writes the table of settings into README.md from the schema, so that it cannot drift. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingsTable } from './settings-table.js';

const file = join(import.meta.dirname, '../README.md');
const readme = readFileSync(file, 'utf8');
writeFileSync(
  file,
  readme.replace(/(<!-- settings:.*?-->\n)[\s\S]*?(<!-- \/settings -->)/, `$1\n${settingsTable()}\n$2`),
);
