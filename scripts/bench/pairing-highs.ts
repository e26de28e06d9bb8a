import * as highsModule from 'highs';
import type { MentorCase } from '../../src/pairing/solver/index.js';

// The package types its ES module as CommonJS: the default export is typed one level too deep. The cast names what is there.
const loadHighs = highsModule.default as unknown as typeof highsModule.default.default;

/** The linear program of the last stage, solved by HiGHS: the greatest sum with `pairs` pairs, all from the floor up. */
export async function sumByHighs(
  { mentorCount, menteeCount, capacities, scores }: MentorCase,
  pairs: number,
  floor: number,
) {
  const gains: string[] = [];
  const all: string[] = [];
  const ofMentor = Array.from({ length: mentorCount }, (): string[] => []);
  const ofMentee = Array.from({ length: menteeCount }, (): string[] => []);
  scores.forEach((score, at) => {
    if (score < Math.max(0, floor)) return;
    const name = `x${at}`;
    gains.push(`${score} ${name}`);
    all.push(name);
    ofMentor[Math.floor(at / menteeCount)]?.push(name);
    ofMentee[at % menteeCount]?.push(name);
  });
  if (all.length === 0) return 0;
  const rows = [
    ...ofMentor.map((names, mentor) => atMost(names, capacities[mentor] ?? 0)),
    ...ofMentee.map((names) => atMost(names, 1)),
    `${lines(all)} = ${pairs}`,
  ].filter((row) => row !== '');
  const highs = await loadHighs();
  const bounds = all.map((name) => `0 <= ${name} <= 1`).join('\n');
  const program = `Maximize\n ${lines(gains)}\nSubject To\n ${rows.join('\n ')}\nBounds\n${bounds}\nEnd\n`;
  return Math.round(highs.solve(program).ObjectiveValue);
}

function atMost(names: readonly string[], most: number): string {
  return names.length === 0 ? '' : `${lines(names)} <= ${most}`;
}

/** A line of an LP file may not be too long. */
function lines(terms: readonly string[]): string {
  return terms.map((term, at) => (at % 20 === 19 ? `${term}\n` : term)).join(' + ');
}
