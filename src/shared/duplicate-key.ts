/** Whether the database refused a write because a unique index already holds the value (E11000). */
export function isDuplicateKey(problem: unknown): boolean {
  return typeof problem === 'object' && problem !== null && 'code' in problem && problem.code === 11_000;
}
