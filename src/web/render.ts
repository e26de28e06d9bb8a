/** Turns pages into HTML. The only place EJS is imported outside the sandbox. */
import { join } from 'node:path';
import ejs from 'ejs';
import type { Page } from './page.js';
import { directionOf, type Texts } from './texts.js';

/** What surrounds a page; templates read it as `shell`. */
export interface Shell {
  lang: string;
  dir: 'ltr' | 'rtl';
  /** Inside Moodle the page stays light, as Moodle does; outside it follows the device. */
  theme: 'light' | 'auto';
  programme?: string | undefined;
  course?: string | undefined;
  backHref?: string | undefined;
  tabs: readonly { label: string; href: string; current: boolean }[];
  footer: readonly { label: string; href: string }[];
  zone?: string | undefined;
  /** A teacher looks around as a student would: said on every page. */
  preview?: string | undefined;
  /** Staff who take part: whose pages these are, and the way to the others. */
  otherSide?: { text: string; label: string; href: string } | undefined;
  /** Only in a visit that lives in its frame: posted, it opens this page in a new tab. */
  newTab?: { action: string; path: string } | undefined;
}

export interface Frame {
  locale: string;
  /** `/s/<visit>` inside a visit, empty outside. */
  prefix: string;
  shell: Omit<Shell, 'lang' | 'dir'>;
}

export type Renderer = (page: Page, frame: Frame) => Promise<string>;

export function createRenderer(options: {
  viewsFolder: string;
  texts: Texts;
  asset: (name: string) => string;
  cache: boolean;
}): Renderer {
  const { viewsFolder, texts, asset, cache } = options;
  return async (page, frame) => {
    const lang = texts.nearest(frame.locale);
    const shell: Shell = { ...frame.shell, lang, dir: directionOf(lang) };
    return ejs.renderFile(
      join(viewsFolder, `${page.template}.ejs`),
      {
        page: page.model,
        shell,
        asset,
        t: texts.translator(frame.locale),
        to: (path: string) => `${frame.prefix}${path}`,
      },
      { cache, root: viewsFolder, async: false },
    );
  };
}
