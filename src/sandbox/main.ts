import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createSandbox } from './sandbox.js';

/**
 * Starts the stand-in Moodle by itself. SANDBOX_PORT, SANDBOX_DIRECTORY and TOOL_URL say where; with REGISTRATION_LINK a
 * sandbox that knows no tool yet registers that one, as an administrator would.
 */
if (process.env['NODE_ENV'] === 'production') {
  process.stderr.write('The sandbox Moodle lets anybody be anybody and never runs in production.\n');
  process.exit(1);
}

const directory = process.env['SANDBOX_DIRECTORY'] ?? join('data', 'sandbox');
const sandbox = await createSandbox({
  port: Number(process.env['SANDBOX_PORT'] ?? 4001),
  directory,
  toolUrl: process.env['TOOL_URL'] ?? 'http://127.0.0.1:4000',
});

const link = process.env['REGISTRATION_LINK'];
if (link && sandbox.state.tools.length === 0) {
  try {
    await sandbox.installTool(link);
  } catch (error) {
    // A state without its tool would look finished to the next start.
    await sandbox.close();
    await rm(join(directory, 'sandbox.json'), { force: true });
    throw error;
  }
}
process.stdout.write(`Sandbox Moodle: ${sandbox.url}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void sandbox.close().then(() => process.exit(0));
  });
}
