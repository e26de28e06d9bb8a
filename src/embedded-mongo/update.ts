import { type Doc, type Value } from './bson-value.js';
import { MongoError } from './errors.js';
import { asArray, asDoc, compileQuery } from './matcher.js';
import { isIndex, type Path } from './paths.js';
import { runPipeline } from './pipeline.js';
import { modify, readAt } from './update-paths.js';
import { MODIFIERS, UNSET, type Modifier, type UpdateContext } from './update-operators.js';
import { clone, type Maybe } from './values.js';

export type Update = (doc: Doc, context: UpdateContext) => Doc;

interface Change {
  path: Path;
  modify: Modifier;
  onInsertOnly: boolean;
}

/** An update in any of its three forms: operators, a whole document, a pipeline. */
export function compileUpdate(update: Maybe, arrayFilters: Maybe): Update {
  if (Array.isArray(update)) return withoutFilters(compilePipeline(update), arrayFilters);
  const source = asDoc(update, 'update');
  const [first] = source.keys();
  if (!first?.startsWith('$')) return withoutFilters(compileReplacement(source), arrayFilters);
  return compileOperators(source, filtersByName(arrayFilters));
}

function withoutFilters(update: Update, arrayFilters: Maybe): Update {
  if (arrayFilters === undefined || arrayFilters === null) return update;
  throw new MongoError('FailedToParse', 'arrayFilters may only be specified for an update with operators');
}

export function isReplacement(update: Maybe): boolean {
  return update instanceof Map && ![...update.keys()][0]?.startsWith('$');
}

function compilePipeline(stages: Value[]): Update {
  const allowed = ['$set', '$addFields', '$unset', '$project', '$replaceWith', '$replaceRoot'];
  for (const stage of stages) {
    const [name = ''] = asDoc(stage, 'each element of the pipeline').keys();
    if (!allowed.includes(name))
      throw new MongoError('InvalidOptions', `${name} is not allowed to be used within an update`);
  }
  return (doc, { now }) => {
    const [made = doc] = runPipeline([doc], stages, { now, lookup: () => [] });
    const id = doc.get('_id');
    if (id === undefined || made.has('_id')) return made;
    return new Map([['_id', id], ...made]);
  };
}

function compileReplacement(source: Doc): Update {
  for (const name of source.keys()) {
    if (name.startsWith('$')) {
      throw new MongoError(
        'DollarPrefixedFieldName',
        `The dollar ($) prefixed field '${name}' in '${name}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
      );
    }
  }
  return (doc) => {
    const id = source.get('_id') ?? doc.get('_id');
    const made: Doc = new Map();
    if (id !== undefined) made.set('_id', id);
    for (const [name, value] of source) made.set(name, clone(value));
    return made;
  };
}

function compileOperators(source: Doc, filters: Map<string, Doc>): Update {
  const changes: Change[] = [];
  for (const [operator, operand] of source) {
    if (operator === '$rename') changes.push(...renames(operand));
    else changes.push(...changesOf(operator, operand));
  }
  refuseConflicts(changes.map(({ path }) => path));
  changes.sort((a, b) => byPath(a.path, b.path));
  const used = new Set(changes.flatMap(({ path }) => path.flatMap((part) => /^\$\[(.+)\]$/.exec(part)?.[1] ?? [])));
  for (const name of filters.keys()) {
    if (!used.has(name))
      throw new MongoError('FailedToParse', `The array filter for identifier '${name}' was not used in the update`);
  }
  for (const name of used) {
    if (!filters.has(name)) throw new MongoError('BadValue', `No array filter found for identifier '${name}' in path`);
  }
  return (doc, context) => {
    const made = clone(doc);
    for (const change of changes) {
      if (change.onInsertOnly && !context.inserting) continue;
      for (const path of concrete(made, change.path, { context, filters }))
        modify(made, path, (old) => change.modify(old, context, doc));
    }
    return made;
  };
}

function changesOf(operator: string, operand: Value): Change[] {
  const compile = MODIFIERS.get(operator);
  if (!compile) {
    throw new MongoError(
      'FailedToParse',
      operator.startsWith('$')
        ? `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`
        : `The dollar ($) prefixed field is expected in an update, got '${operator}'`,
    );
  }
  if (!(operand instanceof Map)) {
    throw new MongoError(
      'FailedToParse',
      `Modifiers operate on fields but we found another type instead for ${operator}`,
    );
  }
  return [...operand].map(([name, value]) => ({
    path: pathOf(name),
    modify: compile(value, name),
    onInsertOnly: operator === '$setOnInsert',
  }));
}

function pathOf(name: string): Path {
  const path = name.split('.');
  if (path.includes(''))
    throw new MongoError('Location56', `The update path '${name}' contains an empty field name, which is not allowed.`);
  return path;
}

function renames(operand: Value): Change[] {
  return [...asDoc(operand, '$rename')].flatMap(([from, to]) => {
    if (typeof to !== 'string')
      throw new MongoError('BadValue', `The 'to' field for $rename must be a string: ${from}`);
    return [
      { path: pathOf(from), modify: () => UNSET, onInsertOnly: false },
      {
        path: pathOf(to),
        modify: (_old: Maybe, _: UpdateContext, doc: Doc) => moved(doc, pathOf(from), pathOf(to)),
        onInsertOnly: false,
      },
    ];
  });
}

/** The value a `$rename` moves, or `undefined` when there is none; neither end may lie in an array. */
function moved(doc: Doc, from: Path, to: Path): Maybe {
  for (const [end, path] of [
    ['source', from],
    ['destination', to],
  ] as const) {
    const through = path.findIndex((_, i) => i > 0 && Array.isArray(readAt(doc, path.slice(0, i))));
    if (through >= 0)
      throw new MongoError('BadValue', `The ${end} field cannot be an array element, '${path.join('.')}' in an array`);
  }
  return readAt(doc, from);
}

function byPath(a: Path, b: Path): number {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const [x = '', y = ''] = [a[i], b[i]];
    if (x === y) continue;
    if (isIndex(x) && isIndex(y)) return Number(x) - Number(y);
    return x < y ? -1 : 1;
  }
  return a.length - b.length;
}

function refuseConflicts(paths: Path[]): void {
  const names = paths.map((path) => path.join('.')).sort();
  const whole = new Set<string>();
  for (const name of names) {
    const parts = name.split('.');
    const clash = parts.map((_, i) => parts.slice(0, i + 1).join('.')).find((prefix) => whole.has(prefix));
    if (clash !== undefined) {
      throw new MongoError(
        'ConflictingUpdateOperators',
        `Updating the path '${name}' would create a conflict at '${clash}'`,
      );
    }
    whole.add(name);
  }
}

function filtersByName(arrayFilters: Maybe): Map<string, Doc> {
  const filters = new Map<string, Doc>();
  if (arrayFilters === undefined) return filters;
  for (const filter of asArray(arrayFilters, 'arrayFilters')) {
    const [name = '', ...others] = topNames(asDoc(filter, 'arrayFilters'));
    if (!/^[a-z][a-zA-Z0-9]*$/.test(name) || others.length > 0) {
      throw new MongoError(
        'FailedToParse',
        'Expected a single top-level field name in each array filter, beginning with a lowercase letter',
      );
    }
    if (filters.has(name))
      throw new MongoError('FailedToParse', `Found multiple array filters with the same top-level field name ${name}`);
    filters.set(name, asDoc(filter, 'arrayFilters'));
  }
  return filters;
}

/** The first parts of all paths in a filter, each once. */
function topNames(filter: Doc): Set<string> {
  const names = new Set<string>();
  for (const [field, value] of filter) {
    if (!field.startsWith('$')) names.add(field.split('.')[0] ?? '');
    else
      for (const part of Array.isArray(value) ? value : [])
        for (const name of topNames(asDoc(part, field))) names.add(name);
  }
  return names;
}

/** The paths without `$`, `$[]` and `$[name]` that a path with them stands for in this document. */
function concrete(doc: Doc, path: Path, using: { context: UpdateContext; filters: Map<string, Doc> }): Path[] {
  const at = path.findIndex((part, i) => part === '$' || part.startsWith('$[') || (i === 0 && part.startsWith('$')));
  if (at < 0) return [path];
  const [prefix, part = '', rest] = [path.slice(0, at), path[at], path.slice(at + 1)];
  if (part === '$') {
    if (rest.includes('$'))
      throw new MongoError('BadValue', `Too many positional (i.e. '$') elements found in path '${path.join('.')}'`);
    const position = using.context.position(prefix);
    if (position === undefined)
      throw new MongoError('BadValue', 'The positional operator did not find the match needed from the query.');
    return concrete(doc, [...prefix, String(position), ...rest], using);
  }
  const name = /^\$\[(.*)\]$/.exec(part)?.[1];
  if (name === undefined) {
    throw new MongoError(
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${part}' in '${path.join('.')}' is not valid for storage.`,
    );
  }
  const list = readAt(doc, prefix);
  if (!Array.isArray(list)) {
    throw new MongoError(
      'BadValue',
      `The path '${prefix.join('.')}' must exist in the document in order to apply array updates.`,
    );
  }
  const filter = using.filters.get(name);
  const keeps = filter ? compileQuery(filter) : () => true;
  return list.flatMap((item, i) =>
    keeps(new Map([[name, item]])) ? concrete(doc, [...prefix, String(i), ...rest], using) : [],
  );
}
