/**
 * `./scripts/demo --running` calls this once: three weeks of a course, lived through the pages of Tandem and the sandbox in this process,
 * whose clock stands in the past (`clock.ts`, preloaded). Both have ended when it is done, and are started as usual on what it left.
 */
import { createServer } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config.js';
import { createSandbox } from '../../src/sandbox/sandbox.js';
import { demoState } from '../../src/sandbox/demo-world.js';
import { fullName, type State } from '../../src/sandbox/world.js';
import { day, hour } from '../../src/shared/clock.js';
import { openServices } from '../../src/startup.js';
import { fillProfiles } from '../profiles.js';
import { itIs } from './clock.mjs';
import { begin, liveThrough, storyWeeks } from './story.js';
import { opensIn } from './visitors.js';

const root = join(import.meta.dirname, '../..');
const config = loadConfig(process.env, join(root, 'config'));
const began = Date.now();
const weeks = Number(process.env.STORY_WEEKS ?? storyWeeks);

const { services, close } = await openServices(config, root);
const server = createServer(createApp(services)).listen(config.PORT, config.HOST);
await once(server, 'listening');
const moodle = await createSandbox({
  state: smaller(demoState(new Date())),
  port: Number(process.env.SANDBOX_PORT),
  directory: process.env.SANDBOX_DIRECTORY ?? '',
  toolUrl: config.PUBLIC_URL,
});
await moodle.installTool((await services.gateway.registrationLinks.create({ approved: true, hours: 1 })).url);
const open = opensIn(moodle, config.PUBLIC_URL);
const names = moodle.state.people.filter(({ username }) => username.startsWith('student')).map(fullName);

/** Every other learner: half the course is lived through in half the time. */
function smaller(state: State): State {
  const left = state.people.filter(({ username }) => /^student\d*[02468]$/.test(username)).map(({ id }) => id);
  return {
    ...state,
    isRunning: true,
    people: state.people.filter(({ id }) => !left.includes(id)),
    enrolments: state.enrolments.filter(({ personId }) => !left.includes(personId)),
    groups: state.groups.map((group) => ({ ...group, memberIds: group.memberIds.filter((id) => !left.includes(id)) })),
  };
}

async function runJobs(): Promise<void> {
  for (const job of services.jobs) await job.run(new Date());
}

// Moodle lists a tutor as a learner until they open something: this one has.
await open('Jonas Weber', 'Mentoring');
const { visitId } = await open('Mira Lind', 'Mentoring');
const courseId = (await services.visits.find(visitId, new Date()))?.visit.courseId;
if (courseId === undefined) throw new Error('The launch opened no visit');
await fillProfiles(services, courseId, { now: new Date(), leftForYou: 0 });
await begin(open, () => services.pairing.settled());
await runJobs();
for (let week = 0; week < weeks; week += 1) {
  // Twice a week, so that what one offers the other can take before its time.
  for (const turn of [0, 1]) {
    itIs(new Date(began + (week * 7 + 1 + 2 * turn) * day + turn * hour));
    await liveThrough({ open, names }, { week, turn });
    await runJobs();
  }
}
server.closeAllConnections();
server.close();
await moodle.close();
await close();
