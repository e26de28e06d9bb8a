/** The milestones of 2,000 learners: 12 rules over the counts of 8 facts, all of them reckoned anew. */
import { cpus } from 'node:os';
import { newlyDone, type Counts } from '../../src/course/milestones/milestones.rules.js';
import { seededRandom } from '../../src/shared/random.js';

const LEARNERS = 2_000;
const RULES = 12;
const FACTS = 8;

const random = seededRandom(1);
const personIds = Array.from({ length: LEARNERS }, (_, index) => `person-${index}`);
const counts: Counts = new Map(
  Array.from({ length: FACTS }, (_, fact) => [
    `fact-${fact}`,
    new Map(personIds.map((personId) => [personId, Math.floor(random() * 8)])),
  ]),
);
const rules = Array.from({ length: RULES }, (_, rule) => ({
  terms: Array.from({ length: 1 + (rule % 4) }, (_term, index) => ({
    fact: `fact-${(rule + index) % FACTS}`,
    atLeast: 1 + Math.floor(random() * 5),
  })),
}));
const began = process.cpuUsage();
let done = 0;
for (const rule of rules) done += newlyDone(rule, counts, { personIds, done: new Set() }).length;
const { user, system } = process.cpuUsage(began);
const value = Math.round((user + system) / 10) / 100;
console.error(`${done} of ${LEARNERS * RULES} done in ${value} ms of CPU`);
const cases = [{ case: '12 rules for 2,000 learners', value, unit: 'ms CPU', owed: '<= 300', holds: value <= 300 }];
const machine = { cores: cpus().length, node: process.versions.node };
process.stdout.write(`${JSON.stringify({ bench: 'milestones', machine, cases })}\n`);
