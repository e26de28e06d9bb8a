/** Notices that the system's clock was set back, which timers that wait for a time of day do not. */
import { second, type Clock } from '../shared/clock.js';

const look = second;
/** Smaller steps are a clock being kept right: they only make a run a moment late. */
const smallest = 5 * second;

/**
 * @param clock the one that jobs are planned by
 * @param told how many milliseconds the clock went back
 * @returns ends the watching
 */
export function watchClock(clock: Clock, told: (steppedBack: number) => void): () => void {
  let offset = clock().getTime() - performance.now();
  const timer = setInterval(() => {
    const found = clock().getTime() - performance.now();
    const back = offset - found;
    offset = found;
    if (back >= smallest) told(back);
  }, look);
  timer.unref();
  return () => clearInterval(timer);
}
