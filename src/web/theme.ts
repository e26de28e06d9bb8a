import type { Request } from 'express';

/** Inside Moodle a page stays light, as Moodle does; in a tab of its own it follows the device. */
export function themeOf(req: Pick<Request, 'get'>): 'light' | 'auto' {
  return req.get('sec-fetch-dest') === 'document' ? 'auto' : 'light';
}
