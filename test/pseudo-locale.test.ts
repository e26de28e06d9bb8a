import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isTag, isText, type AnyNode } from 'domhandler';
import { siteMap } from '../src/routes.js';
import { filesUnder, root } from './support/sources.js';
import { startSite, type PageSeen, type Person, type TestSite } from './support/site.js';
import { useStore } from './support/store.js';

const store = useStore();
let site: TestSite;
let people: Map<string, Person>;

const locale = 'en-XA';

beforeAll(async () => {
  site = await startSite(store.connection(), { pseudo: true });
  people = new Map();
  for (const kind of ['mentoring', 'intake', 'checkin', 'peer-review', 'gate', null]) {
    people.set('learner', await site.arrive({ person: 'ana', kind, locale }));
    people.set('teacher', await site.arrive({ person: 'tess', role: 'teacher', kind, locale }));
  }
});
afterAll(() => site.close());

/** Texts that no language file holds: people's and the course's names, dates, numbers. */
const data = /(Ana|Tess) Example|Activity [\w-]+|Statistics 101|Monday \d+ November|and|UTC|[\d\s\p{P}\p{S}]+/gu;
/** Rubrics and topics are content that a teacher chooses; names of languages come from Intl. */
const content = [
  ...filesUnder('config/templates', '.json').map((path) => readFileSync(join(root, path), 'utf8')),
  ...Intl.supportedValuesOf('timeZone'),
  ...languageNames(),
].join();

function languageNames(): string[] {
  const names = new Intl.DisplayNames('en', { type: 'language' });
  const codes = JSON.parse(readFileSync(join(root, 'config/templates/languages.json'), 'utf8')) as string[];
  return codes.map((code) => names.of(code) ?? code);
}

/** Filled in by people, written in their language, or a reference number. */
const skipped = ['script', 'style', 'option', 'textarea', 'bdi', 'code'];

/** Words a person reads or hears that are not in brackets. */
function strayWords({ $ }: PageSeen): string[] {
  const found: string[] = [];
  const look = (text: string): void => {
    const rest = withoutNested(text).replace(data, ' ').trim();
    if (
      rest !== '' &&
      !text
        .trim()
        .split(/\? (?:and )?|\?, /)
        .every((part) => content.includes(part))
    )
      found.push(text.trim());
  };
  const walk = (node: AnyNode): void => {
    if (isText(node)) look(node.data);
    else if (isTag(node) && !skipped.includes(node.name) && node.attribs['aria-hidden'] !== 'true') {
      for (const name of ['aria-label', 'title', 'alt', 'placeholder']) look(node.attribs[name] ?? '');
      node.children.forEach(walk);
    }
  };
  $('body').toArray().forEach(walk);
  return found;
}

/** A bracketed text may hold another one as its value. */
function withoutNested(text: string): string {
  const next = text.replace(/⟦[^⟦⟧]*⟧/gu, ' ');
  return next === text ? text : withoutNested(next);
}

test('every word of every page comes from a language file', async () => {
  const stray: string[] = [];
  const kindOf: Readonly<Record<string, string>> = {
    intake: 'intake',
    checkins: 'checkin',
    reviews: 'peer-review',
    gates: 'gate',
  };
  const visitId = people.get('learner')?.visitPath.split('/')[2] ?? '';
  const courseId = (await site.services.visits.find(visitId, site.now))?.visit.courseId ?? '';
  const activities = await site.services.activities.all(courseId);
  const routes = siteMap(site.services).routes.filter(({ method }) => method === 'get');
  for (const [role, person] of people) {
    for (const route of routes) {
      const kind = kindOf[route.path.split('/')[1] ?? ''];
      const activityId = activities.find((activity) => activity.kind === kind)?.activityId ?? '';
      const page = await person.get(route.path.replace(':activityId', activityId).replace(/:\w+/g, 'none'));
      // A list for a spreadsheet: programs read its headings.
      if (page.headers.get('content-type')?.startsWith('text/csv')) continue;
      stray.push(...strayWords(page).map((words) => `${role} ${route.path}: ${words}`));
    }
  }
  expect(stray).toEqual([]);
});
