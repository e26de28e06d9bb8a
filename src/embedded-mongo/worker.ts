import { parentPort, workerData } from 'node:worker_threads';
import { UnreadableLog } from './log-file.js';
import { AlreadyServed, startStore, type StartMessage } from './start.js';

// SAFETY: src/shared/workers.ts hands every worker its data under this name; only database.ts starts this one.
const { directory } = (workerData as { data: { directory: string } }).data;

function tell(message: StartMessage): void {
  parentPort?.postMessage(message);
}

function onFailure(error: Error): void {
  tell({ kind: 'failed', reason: error.message });
  // The log is behind memory: not one more answer may leave, so the thread ends without closing anything.
  setImmediate(() => process.exit(1));
}

try {
  const store = await startStore(directory, { onFailure });
  parentPort?.on('message', (message: unknown) => {
    if (message === 'close') void store.close().finally(() => parentPort?.close());
  });
  tell({ kind: 'ready', socket: store.socket });
} catch (error) {
  if (error instanceof AlreadyServed) tell({ kind: 'served', socket: error.socket });
  else if (error instanceof UnreadableLog) tell({ kind: 'failed', reason: error.message, exitCode: error.exitCode });
  else tell({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
  parentPort?.close();
}
