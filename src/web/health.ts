/** `/healthz`: is this process able to serve? 200 with `ok: true`, or 503 naming what is not. No secrets, no names. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Router } from 'express';

export interface Health {
  /** Each check yields whether that part works now. */
  checks: Readonly<Record<string, () => Promise<boolean>>>;
  version: string;
}

export function healthRouter({ checks, version }: Health): Router {
  const router = Router();
  router.get('/healthz', async (_req, res) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await check().catch(() => false)] as const),
    );
    const ok = results.every(([, works]) => works);
    res
      .status(ok ? 200 : 503)
      .setHeader('Cache-Control', 'no-store')
      .json({ ok, version, checks: Object.fromEntries(results) });
  });
  return router;
}

/** @param root the folder of `package.json` */
export function versionOf(root: string): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
}
