import { join } from 'node:path';
import type { Speaking } from './error-page.js';
import { createLogger } from './log.js';
import { createRenderer } from './render.js';
import { loadTexts } from './texts.js';

export interface SpeakingOptions {
  /** The folder that holds `config/locales` and `views`. */
  root: string;
  asset: (name: string) => string;
  logLevel: string;
  /** Off while the pages are being written. */
  cache: boolean;
  /** Adds the bracketed language that finds texts from nowhere. */
  pseudo: boolean;
}

/** The texts, the pages and the log of a process. */
export function createSpeaking({ root, asset, logLevel, cache, pseudo }: SpeakingOptions): Speaking {
  const texts = loadTexts(join(root, 'config/locales'), { pseudo });
  const render = createRenderer({ viewsFolder: join(root, 'views'), texts, asset, cache });
  return { texts, render, logger: createLogger(logLevel) };
}
