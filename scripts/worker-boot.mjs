// Entry of every worker thread when Tandem runs from its TypeScript sources; see src/shared/workers.ts.
import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
await import(workerData.entry);
