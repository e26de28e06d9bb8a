/** `/healthz`: is this process able to serve? 200 with `ok: true`, or 503 naming what is not. No secrets, no names. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Router } from 'express';

/** Whoever watches is answered within two seconds. */
const patience = 1500;

export interface Health {
  /** Each check yields whether that part works now. */
  checks: Readonly<Record<string, () => Promise<boolean>>>;
  version: string;
}

export function healthRouter({ checks, version }: Health): Router {
  const router = Router();
  router.get('/healthz', async (_req, res) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await inTime(check)] as const),
    );
    const ok = results.every(([, works]) => works);
    res
      .status(ok ? 200 : 503)
      .setHeader('Cache-Control', 'no-store')
      .json({ ok, version, checks: Object.fromEntries(results) });
  });
  return router;
}

/** A check that does not answer does not work. */
async function inTime(check: () => Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), patience);
  });
  try {
    return await Promise.race([check(), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/** @param root the folder of `package.json` */
export function versionOf(root: string): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
}
