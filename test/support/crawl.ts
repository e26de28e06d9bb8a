/** Walks through all that a person can reach inside a visit, and names the buttons on the way. */
import type { Button, PageSeen } from './small-browser.js';
import type { Person } from './site.js';

/** Every page that links and forms that only ask lead to, each once, as it was seen. @param isFollowed which links are */
export async function* pagesOf(
  { origin }: { origin: string },
  person: Person,
  starts: readonly string[] = ['/mentoring'],
  isFollowed: (path: string) => boolean = () => true,
): AsyncGenerator<PageSeen & { from: string }> {
  const waiting = starts.map((path) => ({ path, from: 'the start' }));
  const seen = new Set(starts);
  for (let one = waiting.shift(); one; one = waiting.shift()) {
    const { from } = one;
    const page = await person.get(one.path);
    yield { ...page, path: one.path, from };
    for (const path of leadsTo(page, `${origin}${person.visitPath}`)) {
      if (seen.has(path) || !isFollowed(path)) continue;
      seen.add(path);
      waiting.push({ path, from: one.path });
    }
  }
}

/** Paths inside the visit that a page leads to by a link or by a form that only asks, without the place on the page. */
function leadsTo({ $, path }: PageSeen, here: string): string[] {
  const links = $('a[href]').map((_index, link) => $(link).attr('href'));
  const forms = $('form')
    .filter((_index, form) => $(form).attr('method')?.toLowerCase() !== 'post')
    .map((_index, form) => `${$(form).attr('action') ?? ''}?${$(form).serialize()}`);
  return [...links.get(), ...forms.get()].flatMap((href) => {
    const url = new URL(href, `${here}${path}`);
    url.hash = '';
    return url.href.startsWith(`${here}/`) ? [url.href.slice(here.length)] : [];
  });
}

export interface PostButton {
  /** The same for buttons of one sort: where it posts to and what, whatever the ids are. */
  key: string;
  element: Button;
}

/** Buttons that post a form, of each sort the first. */
export function buttonsOf({ $ }: PageSeen): PostButton[] {
  const byKey = new Map<string, PostButton>();
  $('form[method="post" i] button:not([type="button"])').each((_index, found) => {
    const element = $(found);
    const form = element.closest('form');
    const names = new Set(form.serializeArray().map(({ name }) => nameless(name)));
    const action = element.attr('formaction') ?? form.attr('action') ?? '';
    const own = `${element.attr('name') ?? ''}=${nameless(element.attr('value') ?? '')}`;
    const key = [
      action
        .replace(/^\/s\/[\w-]+/, '')
        .split(/([/?&=])/)
        .map(nameless)
        .join(''),
      [...names].join(' '),
      own,
    ].join(' ');
    if (!byKey.has(key)) byKey.set(key, { key, element });
  });
  return [...byKey.values()];
}

/** Of the form of this button: the first radio of each group without an answer, a word where there is none. */
export function unchosenIn(button: Button): Record<string, string> {
  const fields: Record<string, string> = {};
  const form = button.closest('form');
  const radios = form.find('input[type="radio"]');
  const chosen = new Set(
    radios
      .filter('[checked]')
      .map((_index, { attribs }) => attribs.name)
      .get(),
  );
  radios.each((_index, { attribs: { name = '', value = '' } }) => {
    if (!chosen.has(name)) fields[name] ??= value;
  });
  for (const { name, value } of form.find('textarea').serializeArray()) if (value === '') fields[name] = 'none';
  return fields;
}

/** Ids have digits or capitals, our own words have none. */
function nameless(word: string): string {
  return /[0-9A-Z]/.test(word) ? '*' : word;
}
