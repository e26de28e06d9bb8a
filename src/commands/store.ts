// Serves the embedded store by itself, for several Tandem processes on one machine: they find its socket in the directory.
// npm run store -- [directory]   (default: data)
import { startStore } from '../embedded-mongo/start.js';

const directory = process.argv[2] ?? 'data';

const store = await startStore(directory, {
  onFailure(error) {
    console.error(error.message);
    process.exit(1);
  },
});
console.log(`embedded store of ${directory} at ${store.socket}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void store.close().then(() => process.exit(0));
  });
}
