/** Names a pair inside a draft, and in the address of its page. */
export function pairIdOf(members: readonly string[]): string {
  return members.join('.');
}

/** No id of a person holds a dot. */
export function membersIn(pairId: string): string[] {
  return pairId.split('.');
}

/** The same for both orders. */
export function neverKey(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}
