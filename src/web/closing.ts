/** Ends a server without resetting anybody whose request was on its way. */
import type { RequestListener, Server, ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';
import { second } from '../shared/clock.js';

/** A request that a browser sent just before is here by then; only then are connections without one ended. */
const quiet = second;
const lookAgain = 0.2 * second;
/** What is not answered by then is broken off. */
const longest = 10 * second;

/** @returns ends the server: accepts nobody new, answers what comes on open connections and closes each of them. */
export function closesGently(server: Server): () => Promise<void> {
  const open = new Set<ServerResponse>();
  let closing = false;
  const track: RequestListener = (_req, res) => {
    if (closing) res.shouldKeepAlive = false;
    open.add(res);
    res.once('close', () => open.delete(res));
  };
  server.prependListener('request', track);
  return async () => {
    closing = true;
    for (const res of open) res.shouldKeepAlive = false;
    const closed = new Promise<void>((resolve) => {
      // The http server's own `close` ends kept connections at once, with the requests that arrive on them.
      NetServer.prototype.close.call(server, () => resolve());
    });
    const began = performance.now();
    const timer = setInterval(() => {
      const since = performance.now() - began;
      if (since > longest) server.closeAllConnections();
      else if (since > quiet) server.closeIdleConnections();
    }, lookAgain);
    await closed;
    clearInterval(timer);
  };
}
