import { SolveCancelled, type SolveOptions, type SolveStage } from './types.js';

export function announce(options: SolveOptions, stage: SolveStage): void {
  stopIfCancelled(options);
  options.onProgress?.(stage);
}

export function stopIfCancelled(options: SolveOptions): void {
  if (options.isCancelled?.() === true) throw new SolveCancelled();
}
