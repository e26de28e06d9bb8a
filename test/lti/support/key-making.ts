import { createHook } from 'node:async_hooks';

/**
 * Whether every key pair made during the work was made beside the main thread: Node names both ways alike, and calls back only
 * from the other threads. Told by events, not by the clock, since finding a key takes now 0.1 s and now 3 s.
 */
export async function makesKeysAside(work: () => Promise<unknown>): Promise<boolean> {
  const begun = new Set<number>();
  const calledBack = new Set<number>();
  const hook = createHook({
    init(id, type) {
      if (type === 'KEYPAIRGENREQUEST') begun.add(id);
    },
    before(id) {
      if (begun.has(id)) calledBack.add(id);
    },
  }).enable();
  try {
    await work();
  } finally {
    hook.disable();
  }
  if (begun.size === 0) throw new Error('No key pair was made.');
  return calledBack.size === begun.size;
}
