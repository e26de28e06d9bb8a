/** Texts and formats in the reader's language. Texts live in `config/locales/<language>/[<wing>/]<feature>.json`. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import i18next, { type i18n, type Resource, type ResourceKey } from 'i18next';
import { isTimeZone } from '../shared/local-time.js';
import { madeOnce } from '../shared/made-once.js';

/** `t('web.confirm.title', { name })`; an unknown key throws, so no page shows a key to a person. */
export type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string;

export interface Formats {
  /** "Thursday, 26 November" in the reader's zone. */
  date(time: Date): string;
  /** "Thursday, 26 November, 20:00". */
  dateTime(time: Date): string;
  /** "Thursday, 26 November 2026" of a day of the calendar, which is in no zone: `2026-11-26`. */
  day(date: string): string;
  /** "Thursday" of such a day. */
  weekday(date: string): string;
  /** "20:00". */
  time(time: Date): string;
  /** The same in another zone, which the words beside a time name. */
  inZone(timeZone: string): Pick<Formats, 'date' | 'time'>;
  number(value: number): string;
  /** Of a share: 0.8 is eighty. */
  percent(share: number): string;
  /** "Ana, Ben and Cleo". */
  list(items: readonly string[]): string;
  /** "Portuguese" for `pt`, in the language the page is in; what is no code stands as somebody typed it. */
  language(code: string): string;
  /** The order of words in that language. */
  compare(one: string, other: string): number;
}

export interface Texts {
  languages: readonly string[];
  /** The nearest language we have: `pt-BR` -> `pt` -> `en`. */
  nearest(locale: string): string;
  translator(locale: string): Translate;
  /** @param named every time says its zone: the reader may be in another one */
  formats(locale: string, timeZone: string, named?: boolean): Formats;
}

const rightToLeft = new Set(['ar', 'dv', 'fa', 'he', 'ku', 'ps', 'sd', 'ug', 'ur', 'yi']);

export function directionOf(language: string): 'ltr' | 'rtl' {
  return rightToLeft.has(language.split('-')[0] ?? '') ? 'rtl' : 'ltr';
}

/** Reads every language file under `folder` once. `pseudo`: adds the language `en-XA`, which brackets every text. */
export function loadTexts(folder: string, options: { pseudo?: boolean } = {}): Texts {
  const resources: Resource = {};
  for (const language of readdirSync(folder)) {
    const texts: Record<string, object> = {};
    for (const file of readdirSync(join(folder, language), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.json')) continue;
      texts[basename(file, '.json')] = JSON.parse(readFileSync(join(folder, language, file), 'utf8')) as object;
    }
    resources[language] = { translation: texts };
  }
  if (options.pseudo) resources['en-XA'] = { translation: bracketed(resources.en?.translation ?? {}) };
  return textsOf(createI18n(resources), Object.keys(resources));
}

function createI18n(resources: Resource): i18n {
  const instance = i18next.createInstance();
  void instance.init({
    resources,
    fallbackLng: 'en',
    initAsync: false,
    // EJS escapes what it prints; escaping here too would print entities.
    interpolation: { escapeValue: false },
    returnNull: false,
    returnEmptyString: false,
  });
  return instance;
}

function textsOf(instance: i18n, languages: readonly string[]): Texts {
  const nearest = (locale: string): string => {
    const wanted = locale.toLowerCase();
    const found =
      languages.find((language) => language.toLowerCase() === wanted) ??
      languages.find((language) => language.toLowerCase() === wanted.split('-')[0]);
    return found ?? 'en';
  };
  const translatorOf = madeOnce((language): Translate => {
    const translate = (key: string, values?: Readonly<Record<string, string | number>>): string => {
      const text: unknown = instance.t(key, { ...values, lng: language });
      // i18next answers the key itself when there is no text.
      if (typeof text !== 'string' || text === key) throw new Error(`No text for "${key}" in ${language}`);
      return text;
    };
    // Most texts of a page have no values, and are the same on every page.
    const plain = madeOnce((key) => translate(key), textsAtMost);
    return (key, values) => (values ? translate(key, values) : plain(key));
  }, madeAtMost);
  const formatsIn = madeOnce((key) => formatsOf(...(JSON.parse(key) as Parameters<typeof formatsOf>)), madeAtMost);
  return {
    languages,
    nearest,
    translator: (locale) => translatorOf(nearest(locale)),
    formats: (locale, timeZone, named = false) => formatsIn(JSON.stringify([nearest(locale), timeZone, named])),
  };
}

/** Formats take longer to make than a page, and a university has few zones. */
const madeAtMost = 200;
/** More than there are; keys that are made up are refused, and not kept. */
const textsAtMost = 10_000;

const elsewhere = madeOnce((key): Pick<Formats, 'date' | 'time'> => {
  const [language, timeZone] = JSON.parse(key) as [string, string];
  return formatsOf(language, timeZone, false);
}, madeAtMost);

function formatsOf(language: string, timeZone: string, named: boolean): Formats {
  const locale = language === 'en' || language === 'en-XA' ? 'en-GB' : language;
  const zone = isTimeZone(timeZone) ? timeZone : 'UTC';
  const day = { weekday: 'long', day: 'numeric', month: 'long', timeZone: zone } as const;
  const time24 = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone } as const;
  const clock = { ...time24, ...(named && ({ timeZoneName: 'short' } as const)) };
  const date = new Intl.DateTimeFormat(locale, day);
  const calendar = new Intl.DateTimeFormat(locale, { ...day, year: 'numeric', timeZone: 'UTC' });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  const dateTime = new Intl.DateTimeFormat(locale, { ...day, ...clock });
  const time = new Intl.DateTimeFormat(locale, clock);
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const list = new Intl.ListFormat(locale);
  const names = new Intl.DisplayNames([locale, 'en'], { type: 'language' });
  return {
    date: (value) => date.format(value),
    day: (value) => calendar.format(new Date(`${value}T00:00:00Z`)),
    weekday: (value) => weekday.format(new Date(`${value}T00:00:00Z`)),
    dateTime: (value) => dateTime.format(value),
    time: (value) => time.format(value),
    inZone: (other) => elsewhere(JSON.stringify([language, other])),
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    list: (items) => list.format(items),
    language: (code) => (/^[a-z]{2,3}$/.test(code) ? (names.of(code) ?? code) : code),
    compare: new Intl.Collator(locale, { numeric: true }).compare,
  };
}

/** Every text in brackets: what a page shows without brackets did not come from a language file. */
function bracketed(texts: ResourceKey): ResourceKey {
  if (typeof texts === 'string') return `⟦${texts}⟧`;
  const entries = Object.entries<ResourceKey>(texts);
  return Object.fromEntries(entries.map(([key, value]) => [key, bracketed(value)]));
}
