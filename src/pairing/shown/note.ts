import type { Button } from './pages.view.js';

/** One fact that changes a decision, with one act; printed by `partials/note`. */
export interface Note {
  icon: string;
  tone?: 'warn';
  strong: string;
  text: string;
  action?: Button & { about?: string };
  /** Where the act has several objects. */
  more?: { label: string; links: readonly Button[]; note: string | undefined };
}
