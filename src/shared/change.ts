/** Changes of single fields of a stored row: of two at once neither loses what the other wrote. */

/** Only the fields that are named; undefined takes one away. */
export type Changed<Row> = { readonly [Name in keyof Row]?: Row[Name] | undefined };

/** As the store takes it; undefined where nothing is named. @param under what holds the fields: `settings.` */
export function changeOf(changed: Readonly<Record<string, unknown>>, under = ''): Record<string, unknown> | undefined {
  const fields = Object.entries(changed).map(([name, value]) => [`${under}${name}`, value] as const);
  const set = fields.filter(([, value]) => value !== undefined);
  const unset = fields.filter(([, value]) => value === undefined).map(([name]) => [name, 1]);
  if (fields.length === 0) return undefined;
  return {
    ...(set.length > 0 && { $set: Object.fromEntries(set) }),
    ...(unset.length > 0 && { $unset: Object.fromEntries(unset) as Record<string, unknown> }),
  };
}
