/** Names a pair inside a draft, and in the address of its page. */
export function pairIdOf(members: readonly string[]): string {
  return members.join('.');
}

/** The same for both orders. */
export function neverKey(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}
