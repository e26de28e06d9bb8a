/** What the first line of a list of pairs says of its columns. */
import type { CsvLine } from '../../shared/csv.js';
import { readsAs } from '../../shared/seen.js';

/** Of whom, which of several, and whether it is the id: "mentor", "Mentee 2 id", "person 1", "name", "id". */
const heading = /^(?:(mentor|mentee|person|name)s?(?: name)?)? ?(\d{0,2}) ?(id)?$/;

/** One person of the line: where the name stands, and where the id. */
export interface Column {
  name?: number;
  id?: number;
}

/** Undefined: the first line is a pair already. */
export function columnsOf(first: CsvLine | undefined): Column[] | undefined {
  const byPerson = new Map<string, Column>();
  for (const [place, cell] of (first?.cells ?? []).entries()) {
    const said = saidBy(cell);
    if (!said) continue;
    const { word, what } = said;
    const whose = personIn(word, what, byPerson);
    byPerson.set(whose, { ...byPerson.get(whose), [what]: place });
  }
  const columns = [...byPerson].sort(inSaidOrder).map(([, column]) => column);
  return columns.length > 1 ? columns : undefined;
}

function saidBy(cell: string): { word: string; what: keyof Column } | undefined {
  const [, word = '', number = '', id] = heading.exec(readsAs(cell)) ?? [];
  if (word === '' && id === undefined) return undefined;
  return { word: `${word === 'name' ? '' : word}${number}`, what: id === undefined ? 'name' : 'id' };
}

/** `mentor id` and `mentor` are one person; the same word again is another one each time it comes. */
function personIn(word: string, what: keyof Column, known: ReadonlyMap<string, Column>): string {
  for (let time = 1; ; time += 1) {
    const whose = `${word}#${String(time)}`;
    if (known.get(whose)?.[what] === undefined) return whose;
  }
}

/** A mentor before mentees, and numbers in their order, wherever the columns stand. */
function inSaidOrder([one]: [string, Column], [other]: [string, Column]): number {
  const isMentor = (whose: string) => Number(whose.startsWith('mentor'));
  const numberIn = (whose: string) => Number(/\d+/.exec(whose)?.[0] ?? 0);
  return isMentor(other) - isMentor(one) || (numbered(one) && numbered(other) ? numberIn(one) - numberIn(other) : 0);
}

function numbered(whose: string): boolean {
  return /\d+#/.test(whose);
}

/** A place that no heading names. */
export function isBeside(columns: readonly Column[], place: number): boolean {
  return columns.every(({ name, id }) => name !== place && id !== place);
}
