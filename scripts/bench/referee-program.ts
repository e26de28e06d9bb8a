import * as highsModule from 'highs';
import type { SidedCase, Worth } from '../../src/matching/index.js';

// The package types its ES module as CommonJS: the default export is typed one level too deep. The cast names what is there.
const loadHighs = highsModule.default as unknown as typeof highsModule.default.default;
let loaded: ReturnType<typeof loadHighs> | undefined;

/**
 * The whole objective as integer programs for HiGHS, one aim after the other: a variable a pair (`x`), whether somebody happy with either
 * side mentors (`y`), is matched (`c`), whether a mentor is employed (`z`), whether two mentor each other (`w`). It shares no
 * code with the solver.
 */
export async function bestByHighs(sided: SidedCase, aimsAtFloor = true): Promise<Omit<Worth, 'sum'> & { sum: number }> {
  const step = sided.mentorCount + sided.menteeCount + 1;
  const top = await topFrom(sided, 0, step);
  const known = [...new Set(sided.scores.filter((score) => score >= 0))].sort((one, other) => one - other);
  let [holds, fails] = [0, known.length];
  while (aimsAtFloor && holds + 1 < fails) {
    const tried = (holds + fails) >> 1;
    if ((await topFrom(sided, known[tried] as number, step)) >= top) holds = tried;
    else fails = tried;
  }
  const least = known[holds] ?? 0;
  // Fewer are employed than a step; more is left only where two who mentor each other were taken off.
  const matched = top % step ** 2 < step ? Math.floor(top / step ** 2) : Math.ceil(top / step ** 2);
  const mutual = Math.max(0, Math.ceil((matched * step ** 2 - top) / step));
  const employed = top - matched * step ** 2 + mutual * step;
  const sum = await greatest(sided, least, { step, atLeast: top });
  return { matched, mutual, employed, floor: matched === 0 ? -1 : least, sum };
}

function topFrom(sided: SidedCase, least: number, step: number): Promise<number> {
  return greatest(sided, least, { step });
}

async function greatest(
  { mentorCount, menteeCount, scores, capacities, employ, columnOf, isEither }: SidedCase,
  least: number,
  { step, atLeast }: { step: number; atLeast?: number },
): Promise<number> {
  const names: string[] = [];
  const gains: string[] = [];
  const byMentor = Array.from({ length: mentorCount }, (): string[] => []);
  const byMentee = Array.from({ length: menteeCount }, (): string[] => []);
  scores.forEach((score, at) => {
    if (score < Math.max(0, least)) return;
    const [mentor, mentee] = [Math.floor(at / menteeCount), at % menteeCount];
    const name = `x${mentor}_${mentee}`;
    names.push(name);
    gains.push(`${score} ${name}`);
    byMentor[mentor]?.push(name);
    byMentee[mentee]?.push(name);
  });
  const rows: string[] = [];
  const top: string[] = [];
  const more: string[] = [];
  const eitherColumns = new Set<number>();
  for (let mentor = 0; mentor < mentorCount; mentor += 1) {
    const own = byMentor[mentor] ?? [];
    const column = columnOf[mentor] as number;
    const capacity = capacities[mentor] as number;
    if (own.length > 0) rows.push(`${own.join(' + ')} <= ${capacity}`);
    if (employ?.[mentor] === 1 && own.length > 0) {
      rows.push(`z${mentor} - ${own.join(' - ')} <= 0`);
      top.push(`1 z${mentor}`);
      more.push(`z${mentor}`);
    }
    if (isEither[mentor] !== 1) continue;
    eitherColumns.add(column);
    const mentored = byMentee[column] ?? [];
    if (own.length > 0) rows.push(`${own.join(' + ')} - ${capacity} y${mentor} <= 0`);
    if (mentored.length > 0) rows.push(`${mentored.join(' + ')} + y${mentor} <= 1`);
    const all = [...own, ...mentored];
    rows.push(all.length > 0 ? `c${mentor} - ${all.join(' - ')} <= 0` : `c${mentor} <= 0`);
    top.push(`${step ** 2} c${mentor}`);
    more.push(`c${mentor}`, `y${mentor}`);
  }
  byMentee.forEach((own, mentee) => {
    if (own.length > 0) rows.push(`${own.join(' + ')} <= 1`);
    if (!eitherColumns.has(mentee)) top.push(...own.map((name) => `${step ** 2} ${name}`));
  });
  const known = new Set(names);
  columnOf.forEach((column, mentor) => {
    columnOf.forEach((otherColumn, other) => {
      const [one, back] = [`x${mentor}_${otherColumn}`, `x${other}_${column}`];
      if (other <= mentor || !known.has(one) || !known.has(back)) return;
      rows.push(`${one} + ${back} - w${mentor}_${other} <= 1`);
      top.push(`-${step} w${mentor}_${other}`);
      more.push(`w${mentor}_${other}`);
    });
  });
  if (names.length === 0) return 0;
  if (atLeast !== undefined) rows.push(`${sumOf(top)} >= ${atLeast}`);
  return maximum(atLeast === undefined ? top : gains, rows, [...names, ...more]);
}

function sumOf(terms: readonly string[]): string {
  return terms
    .map((term, at) => `${at > 0 && !term.startsWith('-') ? '+ ' : ''}${term}${at % 12 === 11 ? '\n' : ''}`)
    .join(' ');
}

async function maximum(gains: readonly string[], rows: readonly string[], whole: readonly string[]): Promise<number> {
  const highs = await (loaded ??= loadHighs());
  const lines = rows.map((row) => row.replace(/((?:\S+ ){30})/g, '$1\n'));
  const program = `Maximize\n ${sumOf(gains)}\nSubject To\n ${lines.join('\n ')}\nBinary\n${whole.join('\n')}\nEnd\n`;
  const { ObjectiveValue, Status } = highs.solve(program, { mip_rel_gap: 0, mip_abs_gap: 0.5 });
  if (Status !== 'Optimal') throw new Error(`HiGHS answers ${Status}`);
  return Math.round(ObjectiveValue);
}
