/** Writes `dist/assets`: style, script and icon under their content hash, compressed, for production. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeBuilt } from '../src/web/assets.js';

const folder = join(import.meta.dirname, '../dist/assets');
rmSync(folder, { recursive: true, force: true });
for (const name of writeBuilt(folder)) console.log(`assets/${name}`);
