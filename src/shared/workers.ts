import { Worker, type ResourceLimits } from 'node:worker_threads';

/**
 * Starts a worker thread whose entry is a module of ours. From TypeScript sources (development, tests) a boot file
 * registers the loader first (the entry reads `workerData.data` either way): Node 20 neither runs a `.ts` entry nor honours `execArgv` there.
 */
export function startWorker(entry: URL, data: unknown, resourceLimits: ResourceLimits = {}): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(entry, { workerData: { data }, resourceLimits });
  const source = new URL(entry.href.replace(/\.js$/, '.ts'));
  return new Worker(new URL('../../scripts/worker-boot.mjs', import.meta.url), {
    workerData: { entry: source.href, data },
    resourceLimits,
  });
}
