// Serves the embedded store by itself, for several Tandem processes on one machine: they find its socket in the directory.
// npm run store -- [directory]   (default: data)
import { UnreadableLog } from '../embedded-mongo/log-file.js';
import { AlreadyServed, startStore, type EmbeddedStore } from '../embedded-mongo/start.js';

const directory = process.argv[2] ?? 'data';

/** What is known to go wrong is one sentence and an exit code of its own; the log's are in its errors. */
async function start(): Promise<EmbeddedStore> {
  try {
    return await startStore(directory, {
      onFailure(error) {
        console.error(error.message);
        process.exit(74);
      },
    });
  } catch (error) {
    if (!(error instanceof UnreadableLog) && !(error instanceof AlreadyServed)) throw error;
    console.error(error.message);
    process.exit(error.exitCode);
  }
}

const store = await start();
console.log(`embedded store of ${directory} at ${store.socket}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void store.close().then(() => process.exit(0));
  });
}
