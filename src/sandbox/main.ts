import { createSandbox } from './sandbox.js';

/**
 * Starts the stand-in Moodle for people: SANDBOX_PORT, SANDBOX_DIRECTORY and TOOL_URL say where. REGISTRATION_LINK, given
 * at the first start, is what an administrator would paste into Manage tools.
 */
if (process.env['NODE_ENV'] === 'production') {
  process.stderr.write('The sandbox Moodle lets anybody be anybody and never runs in production.\n');
  process.exit(1);
}

const sandbox = await createSandbox({
  port: Number(process.env['SANDBOX_PORT'] ?? 8090),
  directory: process.env['SANDBOX_DIRECTORY'] ?? 'data/sandbox',
  toolUrl: process.env['TOOL_URL'] ?? 'http://127.0.0.1:8080',
});

const link = process.env['REGISTRATION_LINK'];
if (link !== undefined && sandbox.state.tools.length === 0) {
  const answer = await fetch(await sandbox.registrationUrl(link));
  if (!answer.ok) throw new Error(`The tool refused the registration: ${String(answer.status)} ${await answer.text()}`);
  await sandbox.activateTool();
}
process.stdout.write(`Sandbox Moodle: ${sandbox.url}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void sandbox.close().then(() => process.exit(0));
  });
}
