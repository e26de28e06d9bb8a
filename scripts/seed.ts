/**
 * `npm run seed`: a course to click through. Opens the sandbox's course once as its tutor and as its teacher, reads the roster, and fills
 * in the profiles of its learners but for two, who are left for you. Both servers must run (`./scripts/demo` calls this).
 */
import { join } from 'node:path';
import { loadConfig } from '../src/config.js';
import { openServices } from '../src/startup.js';
import { fillProfiles } from './profiles.js';
import { openCourse } from './visitor.js';

const root = join(import.meta.dirname, '..');
const sandboxUrl = process.env.SANDBOX_URL ?? `http://localhost:${process.env.SANDBOX_PORT ?? '4001'}`;

// Moodle lists a tutor as a learner until they open something: this one has.
await openCourse(sandboxUrl, 'non-editing teacher');
const visitId = await openCourse(sandboxUrl, 'teacher');
const { services, close } = await openServices(loadConfig(process.env, join(root, 'config')), root);
const now = new Date();
const courseId = (await services.visits.find(visitId, now))?.visit.courseId;
if (courseId === undefined) throw new Error('The launch opened no visit');
const filled = await fillProfiles(services, courseId, { now, leftForYou: 2 });
console.log(`Filled in ${String(filled)} profiles.`);
await close();
