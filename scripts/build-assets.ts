/** Writes `dist/assets/<content hash>/<name>` with its brotli and gzip forms, for src/web/assets.ts in production. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromSources, suffixes, type Encoding } from '../src/web/assets.js';

const folder = join(import.meta.dirname, '../dist/assets');
rmSync(folder, { recursive: true, force: true });
for (const file of fromSources()) {
  mkdirSync(join(folder, file.hash), { recursive: true });
  for (const encoding of Object.keys(suffixes) as Encoding[]) {
    const body = file.body(encoding);
    writeFileSync(join(folder, file.hash, `${file.name}${suffixes[encoding]}`), body);
    console.log(`${file.hash}/${file.name}${suffixes[encoding]} ${body.byteLength} bytes`);
  }
}
