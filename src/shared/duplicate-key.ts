/** Whether the database refused a write because a unique index already holds the value (E11000). */
export function isDuplicateKey(problem: unknown): boolean {
  return typeof problem === 'object' && problem !== null && 'code' in problem && problem.code === 11_000;
}

/**
 * Runs an upsert once more when somebody else inserted the same at that moment: MongoDB may let both try, and the
 * second time the record is there.
 */
export async function upserting<Value>(upsert: () => Promise<Value>): Promise<Value> {
  try {
    return await upsert();
  } catch (problem) {
    if (!isDuplicateKey(problem)) throw problem;
    return upsert();
  }
}
