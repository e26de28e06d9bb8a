/** The words of a letter: the same as text and as HTML, with no name in its subject. */
import { spoken } from '../shared/zones.js';
import type { Page, PageModel } from '../web/page.js';
import type { Formats, Translate } from '../web/texts.js';
import type { Item, ReminderKind } from './reminder.js';
import { lineOf } from './reminders.view.js';

export interface LetterAbout {
  items: readonly Item[];
  isDigest: boolean;
  timeZone: string;
  unsubscribe: string;
  /** Of the Moodle, where Tandem is opened. */
  platform: string | undefined;
}

interface LetterModel extends PageModel {
  courses: readonly { title: string; lines: readonly string[] }[];
  open: string;
  zone: string;
  why: string;
  stop: string;
  unsubscribe: string;
}

type Said = { t: Translate; format: Formats };

export function letterOf(said: Said, about: LetterAbout, kinds: readonly ReminderKind[]): LetterModel {
  const { t } = said;
  const { items, isDigest, timeZone, unsubscribe, platform } = about;
  const titles = [...new Set(items.map(({ courseTitle }) => courseTitle))];
  return {
    title: t(isDigest ? 'reminders.mail.digest' : 'reminders.mail.subject', { count: items.length }),
    courses: titles.map((title) => ({
      title,
      lines: items.filter((item) => item.courseTitle === title).map((item) => lineOf(said, item, kinds)),
    })),
    open: platform === undefined ? t('reminders.mail.open') : t('reminders.mail.openAt', { platform }),
    zone: t('reminders.mail.zone', { zone: spoken(timeZone) }),
    why: t('reminders.mail.why'),
    stop: t('reminders.mail.stop'),
    unsubscribe,
  };
}

export function asText({ courses, open, zone, why, stop, unsubscribe }: LetterModel): string {
  const parts = courses.map(({ title, lines }) => [title, ...lines.map((line) => `- ${line}`)].join('\n'));
  return [...parts, `${open}\n${zone}`, `-- \n${why}\n${stop}: ${unsubscribe}`].join('\n\n');
}

/** No page of a browser: it has no frame and needs nothing from elsewhere. */
export function asPage(model: LetterModel): Page {
  return { template: 'reminders/mail', model };
}
