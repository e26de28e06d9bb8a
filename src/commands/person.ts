/**
 * `npm run person -- COURSE PERSON [--erase]`: what is stored of one person in a course, by their ids in Tandem or the
 * person's in Moodle, as JSON; with `--erase` it is gone afterwards. Others' own words stay.
 */
import { join } from 'node:path';
import { loadConfig } from '../config.js';
import { broughtBy } from '../feature.js';
import { openServices, plainly } from '../startup.js';

const root = join(import.meta.dirname, '../..');
const [courseId, named, ...flags] = process.argv.slice(2);
const { services, close } = await plainly(async () =>
  openServices(loadConfig(process.env, join(root, 'config')), root),
);
try {
  const people = courseId === undefined ? [] : [...(await services.roster.peopleById(courseId)).values()];
  const person = people.find(({ personId, externalId }) => named === personId || named === externalId);
  if (courseId === undefined || !person || flags.some((flag) => flag !== '--erase')) {
    console.error('Usage: npm run person -- COURSE PERSON [--erase]   (ids; nobody like that is in this course)');
    process.exitCode = 2;
  } else {
    for (const { of, list, erase } of broughtBy(services.features, 'records')) {
      if (flags.length === 0) console.log(JSON.stringify({ of, records: await list(courseId, person.personId) }));
      else console.log(JSON.stringify({ of, erased: await erase(courseId, person.personId) }));
    }
  }
} finally {
  await close();
}
