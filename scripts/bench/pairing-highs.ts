import * as highsModule from 'highs';
import type { MentorCase, PeerCase } from '../../src/matching/index.js';

// The package types its ES module as CommonJS: the default export is typed one level too deep. The cast names what is there.
const loadHighs = highsModule.default as unknown as typeof highsModule.default.default;
let loaded: ReturnType<typeof loadHighs> | undefined;

/** The linear program of the last stage, solved by HiGHS: the greatest sum with `pairs` pairs, all from the floor up. */
export async function sumByHighs(cohort: MentorCase, pairs: number, floor: number) {
  const { gains, names, rows } = placing(cohort, floor);
  return names.length === 0 ? 0 : maximum([...rows, `${lines(names)} = ${pairs}`], gains);
}

function placing({ mentorCount, menteeCount, capacities, scores }: MentorCase, floor: number) {
  const gains: string[] = [];
  const names: string[] = [];
  const ofMentor = Array.from({ length: mentorCount }, (): string[] => []);
  const ofMentee = Array.from({ length: menteeCount }, (): string[] => []);
  scores.forEach((score, at) => {
    if (score < Math.max(0, floor)) return;
    const name = `x${at}`;
    gains.push(`${score} ${name}`);
    names.push(name);
    ofMentor[Math.floor(at / menteeCount)]?.push(name);
    ofMentee[at % menteeCount]?.push(name);
  });
  const rows = [
    ...ofMentor.map((own, mentor) => atMost(own, capacities[mentor] ?? 0)),
    ...ofMentee.map((own) => atMost(own, 1)),
  ];
  return { gains, names, rows: rows.filter((row) => row !== '') };
}

/** The most pairs from a score up, by HiGHS. */
export async function pairsByHighs({ scores, ...cohort }: MentorCase, least: number) {
  const worth = scores.map((score) => (score >= Math.max(0, least) ? 1 : -1));
  const { rows, gains } = placing({ ...cohort, scores: worth }, 0);
  return maximum(rows, gains);
}

/** As `sumByHighs` and `pairsByHighs`, for peers: whole pairs only, as halves would be worth more. */
export async function peersByHighs({ count, scores }: PeerCase, least: number, pairs?: number) {
  const gains: string[] = [];
  const names: string[] = [];
  const ofPerson = Array.from({ length: count }, (): string[] => []);
  for (let one = 0; one < count; one += 1) {
    for (let other = one + 1; other < count; other += 1) {
      const score = scores.at(one, other);
      if (score < Math.max(0, least)) continue;
      const name = `x${one * count + other}`;
      names.push(name);
      gains.push(`${pairs === undefined ? 1 : score} ${name}`);
      ofPerson[one]?.push(name);
      ofPerson[other]?.push(name);
    }
  }
  const rows = ofPerson.map((own) => atMost(own, 1)).filter((row) => row !== '');
  if (pairs !== undefined && names.length > 0) rows.push(`${lines(names)} = ${pairs}`);
  return maximum(rows, gains, names);
}

/** @param whole names that take whole numbers only */
async function maximum(rows: readonly string[], gains: readonly string[], whole: readonly string[] = []) {
  if (gains.length === 0) return 0;
  const highs = await (loaded ??= loadHighs());
  const bounds = gains.map((gain) => `0 <= ${gain.split(' ')[1] ?? ''} <= 1`).join('\n');
  const general = whole.length === 0 ? '' : `General\n${whole.join('\n')}\n`;
  const program = `Maximize\n ${lines(gains)}\nSubject To\n ${rows.join('\n ')}\nBounds\n${bounds}\n${general}End\n`;
  return Math.round(highs.solve(program).ObjectiveValue);
}

function atMost(names: readonly string[], most: number): string {
  return names.length === 0 ? '' : `${lines(names)} <= ${most}`;
}

/** A line of an LP file may not be too long. */
function lines(terms: readonly string[]): string {
  return terms.map((term, at) => (at % 20 === 19 ? `${term}\n` : term)).join(' + ');
}
