import type { PageSeen, Person } from '../../support/site.js';

/** Puts a ready-made way in place, by way of the page that says what it would replace. */
export async function usePreset(tess: Pick<Person, 'get'>, preset: string): Promise<void> {
  const asked = await (await tess.get('/pairing/setup')).submit('See what it would replace', { preset });
  await asked.submit('Use this one');
}

/** "Free hours: weight: 3 now, 7 then". */
export function factsOn({ $ }: PageSeen): string[] {
  return $('dl.facts dt')
    .toArray()
    .map((term) => `${$(term).text()}: ${$(term).next('dd').text().trim()}`);
}
