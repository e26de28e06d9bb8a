import type { Troubles } from './misbehave.js';
import type { Moodle } from './moodle.js';
import type { Received } from './received.js';

/** What the pages and the outside control of one sandbox share. */
export interface SandboxParts {
  moodle: Moodle;
  troubles: Troubles;
  received: Received[];
  toolUrl: string | undefined;
  /** Milliseconds; whoever started the sandbox may move the tool's clock along. */
  moveClock(milliseconds: number): Promise<void>;
}
