/** What an action answers. Actions never see request or response, so every answer can be told from its value. */
import type { Page } from './page.js';

export type Reply =
  | { kind: 'page'; status: number; page: Page }
  | { kind: 'redirect'; to: string }
  | { kind: 'file'; contentType: string; fileName: string; body: string };

/** A page of a view; 422 when it shows a form again with its problems. */
export function show(page: Page, status = 200): Reply {
  return { kind: 'page', status, page };
}

/** 303 to a path inside the visit (`/pairing?done=published`) after a post. */
export function goTo(path: string): Reply {
  return { kind: 'redirect', to: path };
}

export function download(fileName: string, contentType: string, body: string): Reply {
  return { kind: 'file', contentType, fileName, body };
}
