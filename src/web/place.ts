/** Tabs and footer links that features contribute; the site frame shows them in the order of `at`. */
import type { Permission } from './permissions.js';

export interface Place {
  at: number;
  path: string;
  /** Text key. */
  label: string;
  permission: Permission;
}
