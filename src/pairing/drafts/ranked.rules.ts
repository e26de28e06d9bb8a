/** Mentors and mentees who ranked each other, placed so that no two would both rather have each other. */
import type { ScoreTable } from '../measure/scores.rules.js';
import { placeByChoices } from '../../matching/index.js';
import type { PairChoice } from '../words/choices.js';

type Ranked = ReadonlyMap<string, readonly string[]>;

interface Standing {
  table: ScoreTable;
  /** Of each row, without those taken by locked pairs. */
  capacities: readonly number[];
  /** Columns that are settled already. */
  settled: ReadonlySet<number>;
}

/**
 * Everybody's list is their own ranking, and after it those who ranked them, best score first: nobody is refused for
 * not having ranked somebody back. Pairs that a rule forbids are on no list. Answers the row of each column, -1 where
 * neither side chose, or all chosen ones have somebody they would rather have.
 */
export function placedByRank({ table, capacities, settled }: Standing, ranked: Ranked): Int32Array {
  const { rows, columns } = table;
  const rowOf = new Map(rows.map(({ personId }, row) => [personId, row]));
  const columnOf = new Map(columns.map(({ personId }, column) => [personId, column]));
  const may = (row: number, column: number) => !settled.has(column) && table.at(row, column) >= 0;
  const byRow = rows.map(({ personId }, row) =>
    (ranked.get(personId) ?? []).flatMap((id) => columnOf.get(id) ?? []).filter((column) => may(row, column)),
  );
  const byColumn = columns.map(({ personId }, column) =>
    (ranked.get(personId) ?? []).flatMap((id) => rowOf.get(id) ?? []).filter((row) => may(row, column)),
  );
  const rowChosenBy = chosenBy(byColumn, rows.length);
  const columnChosenBy = chosenBy(byRow, columns.length);
  const after = (own: readonly number[], others: readonly number[], score: (other: number) => number) => [
    ...own,
    ...others.filter((other) => !own.includes(other)).sort((one, other) => score(other) - score(one) || one - other),
  ];
  return placeByChoices({
    capacities,
    mentorChoices: byRow.map((own, row) => after(own, rowChosenBy[row] ?? [], (column) => table.at(row, column))),
    menteeChoices: byColumn.map((own, column) =>
      after(own, columnChosenBy[column] ?? [], (row) => table.at(row, column)),
    ),
  });
}

function chosenBy(lists: readonly (readonly number[])[], count: number): number[][] {
  const by = Array.from({ length: count }, (): number[] => []);
  for (const [chooser, list] of lists.entries()) for (const chosen of list) by[chosen]?.push(chooser);
  return by;
}

/** Undefined when neither ranked the other. */
export function rankChoice(ranked: Ranked, members: readonly string[]): PairChoice | undefined {
  const [one = '', other = ''] = members;
  const first = rankOf(ranked, one, other);
  const second = rankOf(ranked, other, one);
  if (members.length !== 2 || (first === undefined && second === undefined)) return undefined;
  return { by: 'rank', ...(first !== undefined && { first }), ...(second !== undefined && { second }) };
}

function rankOf(ranked: Ranked, chooser: string, chosen: string): number | undefined {
  const place = ranked.get(chooser)?.indexOf(chosen) ?? -1;
  return place < 0 ? undefined : place + 1;
}
