// `npm run bench -- NAME` runs scripts/bench/NAME.ts, which ends with one line of JSON on standard output.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [name = '', ...rest] = process.argv.slice(2);
const file = join(import.meta.dirname, `${name}.ts`);
if (!/^[a-z-]+$/.test(name) || !existsSync(file)) {
  const names = readdirSync(import.meta.dirname).flatMap((entry) => /^([a-z-]+)\.ts$/.exec(entry)?.[1] ?? []);
  console.error(`usage: npm run bench -- ${names.join(' | ')}`);
  process.exit(2);
}
// What measures a process as it is served has the heap of `npm start`.
const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
const heap = name === 'silence' ? scripts.start.match(/--\S+/g) : [];
const { status } = spawnSync(process.execPath, [...heap, '--import', 'tsx', file, ...rest], { stdio: 'inherit' });
process.exit(status ?? 1);
