const named = 5;

/** Those of many who are called by name; of the others it is said how many they are. */
export function firstNamed(personIds: readonly string[]): readonly string[] {
  return personIds.slice(0, named);
}
