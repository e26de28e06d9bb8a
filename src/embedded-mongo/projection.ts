import { type Doc, type Value } from './bson-value.js';
import { MongoError, notSupported } from './errors.js';
import { compileExpression, isExpression, type Expression } from './expressions.js';
import { elementTest, isOperators } from './matcher.js';
import { pluck, type Path } from './paths.js';
import { positionFor } from './upsert.js';
import { isNumeric, toNumber, truthy, type Maybe } from './values.js';

export type Projection = (doc: Doc) => Doc;

/** A projection as a tree: true keeps the field, false leaves it out, an expression computes it. */
type Node = Map<string, Branch>;
type Branch = Node | boolean | Expression | Special;
interface Special {
  slice?: [number, number | undefined];
  elemMatch?: (item: Value) => boolean;
  /** The place in the array that the query found, for `a.$`. */
  position?: (doc: Doc) => number | undefined;
}

/** With the query of a `find`, `$slice`, `$elemMatch` and `a.$` are its own; in a pipeline they are expressions or refused. */
export function compileProjection(source: Doc, found?: Doc): Projection {
  const tree: Node = new Map();
  let keeps: boolean | undefined;
  for (const [name, value] of flatten(source, '', found !== undefined)) {
    const path = name.split('.');
    const positional = path.at(-1) === '$';
    if (positional) path.pop();
    const made = positional ? atPosition(path, value, found) : compileField(name, value, found !== undefined);
    if (name !== '_id' && typeof made !== 'object') {
      const including = made !== false;
      if (keeps !== undefined && keeps !== including) throw mixed(name, keeps);
      keeps = including;
    } else if (name !== '_id' && typeof made === 'object' && !('slice' in made)) keeps ??= true;
    plant(tree, path, made);
  }
  const id = tree.get('_id');
  if (keeps === undefined) keeps = id !== undefined && id !== false;
  if (keeps && id === undefined) tree.set('_id', true);
  if (!keeps && id === true) tree.delete('_id');
  const including = keeps;
  return (doc) => (including ? include(doc, tree, doc) : exclude(doc, tree, doc));
}

function mixed(name: string, including: boolean): MongoError {
  return including
    ? new MongoError('Location31254', `Cannot do exclusion on field ${name} in inclusion projection`)
    : new MongoError('Location31253', `Cannot do inclusion on field ${name} in exclusion projection`);
}

function flatten(source: Doc, prefix: string, inFind: boolean): [string, Value][] {
  return [...source].flatMap(([name, value]): [string, Value][] => {
    if (name.startsWith('$'))
      throw new MongoError(
        'Location16410',
        `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
      );
    if (name.split('.').includes('')) throw new MongoError('Location40353', "FieldPath must not end with a '.'.");
    const dollar = name.split('.').findIndex((part) => part.startsWith('$'));
    if (dollar >= 0 && !(inFind && name.indexOf('.$') === name.length - 2))
      throw new MongoError(
        'Location31394',
        'a positional projection may only be used at the end of a path, as in a.b.$',
      );
    const nested = value instanceof Map ? value : undefined;
    if (nested && !isOperators(value)) {
      if (nested.size === 0)
        throw new MongoError(
          'Location51270',
          'An empty sub-projection is not a valid value. Found empty object at path',
        );
      return flatten(nested, `${prefix}${name}.`, inFind);
    }
    return [[prefix + name, value]];
  });
}

function atPosition(path: Path, value: Value, found: Doc = new Map()): Special {
  if (!truthy(value)) throw new MongoError('Location31395', 'positional projection cannot be used with exclusion');
  return {
    position: (doc) => {
      if (path.some((_, i) => i > 0 && Array.isArray(pluck(doc, path.slice(0, i)))))
        throw notSupported('a positional projection through another array');
      return positionFor(doc, found, path);
    },
  };
}

function compileField(name: string, value: Value, inFind: boolean): boolean | Expression | Special {
  if (typeof value === 'boolean') return value;
  if (isNumeric(value)) return toNumber(value) !== 0;
  if (inFind && value instanceof Map) {
    const special = compileSpecial(name, value);
    if (special) return special;
  }
  const [operator] = isOperators(value) ? value.keys() : [];
  if (operator !== undefined && !isExpression(operator)) {
    throw new MongoError('Location31325', `Invalid $project :: caused by :: Unknown expression ${operator}`);
  }
  return compileExpression(value);
}

function compileSpecial(name: string, value: Doc): Special | undefined {
  const slice = value.get('$slice');
  if (isNumeric(slice)) return { slice: [toNumber(slice), undefined] };
  if (Array.isArray(slice) && slice.every(isNumeric)) return { slice: [toNumber(slice[0]), toNumber(slice[1])] };
  const match = value.get('$elemMatch');
  if (match instanceof Map) {
    if (name.includes('.'))
      throw new MongoError('Location31275', 'Cannot use $elemMatch projection on a nested field.');
    return { elemMatch: elementTest(match) };
  }
  if (value.has('$meta')) throw notSupported('$meta');
  return undefined;
}

function plant(tree: Node, path: Path, made: boolean | Expression | Special): void {
  const [first = '', ...rest] = path;
  const here = tree.get(first);
  if (rest.length === 0) {
    if (here !== undefined) throw new MongoError('Location31250', `Path collision at ${first}`);
    tree.set(first, made);
    return;
  }
  if (here !== undefined && !(here instanceof Map))
    throw new MongoError('Location31249', `Path collision at ${path.join('.')}`);
  const child: Node = here ?? new Map<string, Branch>();
  tree.set(first, child);
  plant(child, rest, made);
}

function apply(special: Special, value: Maybe, root: Doc): Maybe {
  if (!Array.isArray(value)) return special.elemMatch ? undefined : value;
  if (special.position) return [atFound(value, special.position(root))];
  if (special.elemMatch) {
    const hit = value.find(special.elemMatch);
    return hit === undefined ? undefined : [hit];
  }
  const [from, count] = special.slice ?? [0, undefined];
  if (count === undefined) return from < 0 ? value.slice(from) : value.slice(0, from);
  const start = from < 0 ? Math.max(0, value.length + from) : from;
  return value.slice(start, start + count);
}

function atFound(list: Value[], at: number | undefined): Value {
  const item = at === undefined ? undefined : list[at];
  if (item !== undefined) return item;
  throw new MongoError('Location51246', "positional operator '.$' couldn't find a matching element in the array");
}

function include(doc: Doc, tree: Node, root: Doc): Doc {
  const made: Doc = new Map();
  for (const [name, value] of doc) {
    const node = tree.get(name);
    if (node === true) made.set(name, value);
    else if (node instanceof Map) {
      const inner = includeInside(value, node, root);
      if (inner !== undefined) made.set(name, inner);
    } else if (typeof node === 'object') {
      const inner = apply(node, value, root);
      if (inner !== undefined) made.set(name, inner);
    }
  }
  compute(made, tree, root);
  return made;
}

function includeInside(value: Value, node: Node, root: Doc): Maybe {
  if (value instanceof Map) return include(value, node, root);
  if (!Array.isArray(value)) return undefined;
  return value.map((item) => includeInside(item, node, root)).filter((item) => item !== undefined);
}

/** Computed fields come after the kept ones; a computed field below a missing one makes it. */
function compute(made: Doc, tree: Node, root: Doc): void {
  for (const [name, node] of tree) {
    if (typeof node === 'function') {
      const value = node({ root, current: root, vars: new Map() });
      if (value === undefined) made.delete(name);
      else made.set(name, value);
    } else if (node instanceof Map && !made.has(name) && computes(node)) {
      const child: Doc = new Map();
      compute(child, node, root);
      made.set(name, child);
    }
  }
}

function computes(node: Node): boolean {
  return [...node.values()].some((child) => typeof child === 'function' || (child instanceof Map && computes(child)));
}

function exclude(doc: Doc, tree: Node, root: Doc): Doc {
  const made: Doc = new Map();
  for (const [name, value] of doc) {
    const node = tree.get(name);
    if (node === undefined || node === true) made.set(name, value);
    else if (node instanceof Map) made.set(name, excludeInside(value, node, root));
    else if (typeof node === 'object') {
      const inner = apply(node, value, root);
      if (inner !== undefined) made.set(name, inner);
    }
  }
  return made;
}

function excludeInside(value: Value, node: Node, root: Doc): Value {
  if (value instanceof Map) return exclude(value, node, root);
  return Array.isArray(value) ? value.map((item) => excludeInside(item, node, root)) : value;
}

/** The projection of a `find` or `findAndModify` with this query. */
export function optionalProjection(source: Maybe, query: Doc): Projection | undefined {
  if (!(source instanceof Map) || source.size === 0) return undefined;
  return compileProjection(source, query);
}
