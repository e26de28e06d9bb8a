/** Compiles the server of the load benchmark into `dist/bench`, as `npm run build` does the tool. */
import { spawnSync } from 'node:child_process';
import { rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { writeBuilt } from '../../src/web/assets.js';

export const root = join(import.meta.dirname, '../..');
const made = join(root, 'dist/bench');

/** @returns the compiled file */
export function compiledServer(): string {
  rmSync(made, { recursive: true, force: true });
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const project = ['-p', join(root, 'tsconfig.bench.json')];
  const { status } = spawnSync(process.execPath, [compiler, ...project], { stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('The server was not compiled');
  // What fills the course looks for rubrics where the sources would stand.
  symlinkSync(join(root, 'config'), join(made, 'config'));
  writeBuilt(join(made, 'src/assets'));
  return join(made, 'scripts/bench/load-server.js');
}
