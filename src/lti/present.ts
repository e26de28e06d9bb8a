type OptionalKeys<Fields> = { [Key in keyof Fields]: undefined extends Fields[Key] ? Key : never }[keyof Fields];

/** Fields that may be undefined become fields that may be absent. */
export type Present<Fields> = Omit<Fields, OptionalKeys<Fields>> & {
  [Key in OptionalKeys<Fields>]?: Exclude<Fields[Key], undefined>;
};

/** Without the fields that are undefined: with exact optional types, absent and undefined are two things. */
export function present<Fields extends object>(fields: Fields): Present<Fields> {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined);
  // Only undefined values went, and the type says just that.
  return Object.fromEntries(kept) as Present<Fields>;
}
