/** Faults of ltijs 5.9.9 when it calls a platform; see faults.ts. */
import type { Fault } from './faults.js';
import { json } from './tiny-platform.js';

/** False when the work is not done in time. */
export const deadline = (work: Promise<unknown>, milliseconds: number) =>
  Promise.race([
    work.then(
      () => true,
      () => true,
    ),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), milliseconds).unref()),
  ]);

export const serviceFaults: readonly Fault[] = [
  {
    name: 'five callers asking for five tokens',
    stands: async (target) => {
      target.platform.forget();
      target.platform.route('/roster', json({ members: [] }));
      await Promise.all(Array.from({ length: 5 }, () => target.members(`${target.platform.url}/roster`)));
      return target.platform.received('/token').length <= 1;
    },
  },
  {
    name: 'a token that the platform no longer takes',
    stands: async (target) => {
      target.platform.forget();
      target.platform.route('/revoked', json({ status: 401 }, 401));
      await target.members(`${target.platform.url}/revoked`);
      return target.platform.received('/token').length === 1;
    },
  },
  {
    name: 'a next page on another site being sent our token',
    stands: async (target) => {
      target.stranger.forget();
      const link = `<${target.stranger.url}/next>; rel="next"`;
      target.platform.route('/lured', json({ members: [] }, 200, { link }));
      await target.members(`${target.platform.url}/lured`);
      return target.stranger.received('/next').length === 0;
    },
  },
  {
    name: 'a roster whose pages never end',
    stands: async (target) => {
      target.platform.route('/endless', (request, response) => {
        const link = `<${target.platform.url}/endless?from=${Math.random()}>; rel="next"`;
        json({ members: [] }, 200, { link })(request, response);
      });
      const ended = await deadline(target.members(`${target.platform.url}/endless`), 8000);
      target.platform.route('/endless', json({ members: [] }));
      return ended;
    },
  },
  {
    name: 'a roster address that has a query of its own',
    stands: async (target) => {
      target.platform.forget();
      target.platform.route('/queried', json({ members: [] }));
      await target.members(`${target.platform.url}/queried?course=2`);
      return target.platform.received('/queried')[0]?.path.includes('course=2') ?? false;
    },
  },
  {
    name: 'the time of a score',
    stands: async (target) => {
      target.platform.forget();
      target.platform.route('/column/scores', json(''));
      await target.submitScore(`${target.platform.url}/column`, '2030-01-07T09:00:00Z');
      return target.platform.received('/column/scores')[0]?.body.includes('2030-01-07T09:00:00Z') ?? false;
    },
  },
];
