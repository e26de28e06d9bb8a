/**
 * `node scripts/command.mjs NAME ...`: one of src/commands. From the sources where the development packages are, else from the
 * build: a server that was installed with `npm ci --omit=dev` has no tsx.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const [name = '', ...given] = process.argv.slice(2);
const path = (file) => fileURLToPath(new URL(`../${file}`, import.meta.url));
const source = path(`src/commands/${name}.ts`);
const built = path(`dist/commands/${name}.js`);

function hasTsx() {
  try {
    createRequire(import.meta.url).resolve('tsx');
    return true;
  } catch {
    return false;
  }
}

const file = existsSync(source) && hasTsx() ? ['--import', 'tsx', source] : [built];
if (!existsSync(file.at(-1))) {
  console.error(`There is no ${built}: run npm run build first.`);
  process.exit(2);
}
const child = spawn(process.execPath, [...file, ...given], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));
