/** A draft is published by way of the page that says who is told. */
import type { PageSeen } from './small-browser.js';

export function publish(draft: PageSeen): Promise<PageSeen> {
  return throughQuestion(draft, /^Publish/);
}

/** Everybody is asked first. */
export function invite(draft: PageSeen): Promise<PageSeen> {
  return throughQuestion(draft, /^Invite/);
}

/** What refuses to ask is what comes of it. */
async function throughQuestion(draft: PageSeen, words: RegExp): Promise<PageSeen> {
  const link = wordsOf(draft, 'a', words);
  const asked = await draft.follow(link);
  return asked.status === 200 ? asked.submit(wordsOf(asked, 'button', words)) : asked;
}

function wordsOf({ $ }: PageSeen, tag: 'a' | 'button', words: RegExp): string {
  const found = $(`main ${tag}`)
    .toArray()
    .map((element) => $(element).text().trim())
    .find((text) => words.test(text));
  if (found === undefined) throw new Error(`no ${tag} says ${String(words)}`);
  return found;
}
