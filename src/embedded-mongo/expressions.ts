import { type Doc, type Value } from './bson-value.js';
import { MongoError } from './errors.js';
import { OPERATORS } from './expression-operators.js';
import { pluck } from './paths.js';
import { truthy, type Maybe } from './values.js';

/** What an expression sees: `$a` reads `current`, `$$ROOT` reads `root`, `$$name` reads `vars`. */
export interface Scope {
  root: Doc;
  current: Doc;
  vars: ReadonlyMap<string, Maybe>;
}

export type Expression = (scope: Scope) => Maybe;

export function compileExpression(source: Value): Expression {
  if (typeof source === 'string') return source.startsWith('$') ? compilePath(source) : () => source;
  if (Array.isArray(source)) {
    const items = source.map(compileExpression);
    return (scope) => items.map((item) => item(scope) ?? null);
  }
  if (!(source instanceof Map)) return () => source;
  const [first] = source.keys();
  if (first?.startsWith('$')) return compileOperator(source, first);
  return compileObject(source);
}

export function isExpression(name: string): boolean {
  return SPECIAL.has(name) || OPERATORS.has(name);
}

function compilePath(source: string): Expression {
  if (!source.startsWith('$$')) {
    const path = source.slice(1).split('.');
    if (path.includes('')) throw new MongoError('Location15998', 'FieldPath field names may not be empty strings.');
    return (scope) => pluck(scope.current, path);
  }
  const [name = '', ...path] = source.slice(2).split('.');
  return (scope) => pluck(readVariable(name, scope), path);
}

function readVariable(name: string, scope: Scope): Maybe {
  if (scope.vars.has(name)) return scope.vars.get(name);
  if (name === 'ROOT') return scope.root;
  if (name === 'CURRENT') return scope.current;
  if (name === 'REMOVE') return undefined;
  throw new MongoError('Location17080', `Use of undefined variable: ${name}`);
}

function compileObject(source: Doc): Expression {
  const fields = [...source].map(([name, value]) => {
    if (name.includes('.'))
      throw new MongoError(
        'Location16410',
        `FieldPath field names may not contain '.'. Consider using $getField or $setField.`,
      );
    return [name, compileExpression(value)] as const;
  });
  return (scope) => {
    const made: Doc = new Map();
    for (const [name, field] of fields) {
      const value = field(scope);
      if (value !== undefined) made.set(name, value);
    }
    return made;
  };
}

function compileOperator(source: Doc, name: string): Expression {
  if (source.size !== 1) {
    throw new MongoError('Location15983', `an object representing an expression must have exactly one field: ${name}`);
  }
  const argument = source.get(name) ?? null;
  const special = SPECIAL.get(name);
  if (special) return special(argument);
  const operator = OPERATORS.get(name);
  if (!operator) throw new MongoError('InvalidPipelineOperator', `Unrecognized expression '${name}'`);
  const inputs = (Array.isArray(argument) ? argument : [argument]).map(compileExpression);
  const [fewest, most] = operator.takes;
  if (inputs.length < fewest || inputs.length > most) {
    throw new MongoError(
      'Location16020',
      `Expression ${name} takes ${fewest === most ? `exactly ${fewest}` : `${fewest} to ${most}`} arguments. ${inputs.length} were passed in.`,
    );
  }
  return (scope) => operator.run(inputs.map((input) => input(scope)));
}

/** The named arguments of operators such as `$filter`; one that is not known is refused. */
function named(
  operator: string,
  argument: Value,
  required: string[],
  optional: string[] = [],
): Map<string, Expression> {
  if (!(argument instanceof Map))
    throw new MongoError('Location28646', `${operator} only supports an object as its argument`);
  for (const name of argument.keys()) {
    if (!required.includes(name) && !optional.includes(name)) {
      throw new MongoError('Location28647', `Unrecognized parameter to ${operator}: ${name}`);
    }
  }
  for (const name of required) {
    if (!argument.has(name)) throw new MongoError('Location28648', `Missing '${name}' parameter to ${operator}`);
  }
  return new Map([...argument].map(([name, value]) => [name, compileExpression(value)]));
}

function withVars(scope: Scope, vars: Iterable<readonly [string, Maybe]>): Scope {
  return { ...scope, vars: new Map([...scope.vars, ...vars]) };
}

function listOf(value: Maybe, operator: string): Value[] | null {
  if (value === undefined || value === null) return null;
  if (!Array.isArray(value)) throw new MongoError('Location28651', `input to ${operator} must be an array`);
  return value;
}

const nothing: Expression = () => null;

function variableName(argument: Value): string {
  const name = argument instanceof Map ? argument.get('as') : undefined;
  return typeof name === 'string' ? name : 'this';
}

function withoutAs(argument: Value): Value {
  if (!(argument instanceof Map)) return argument;
  return new Map([...argument].filter(([name]) => name !== 'as'));
}

const SPECIAL = new Map<string, (argument: Value) => Expression>([
  ['$literal', (argument) => () => argument],
  [
    '$cond',
    (argument) => {
      const list = Array.isArray(argument)
        ? new Map(argument.map((item, i) => [['if', 'then', 'else'][i] ?? 'more', item]))
        : argument;
      const parts = named('$cond', list, ['if', 'then', 'else']);
      return (scope) => (truthy(parts.get('if')?.(scope)) ? parts.get('then')?.(scope) : parts.get('else')?.(scope));
    },
  ],
  [
    '$switch',
    (argument) => {
      const source = argument instanceof Map ? argument : new Map<string, Value>();
      const branches = source.get('branches');
      if (!Array.isArray(branches) || branches.length === 0)
        throw new MongoError('Location40068', '$switch requires at least one branch.');
      const cases = branches.map((branch) => named('$switch', branch, ['case', 'then']));
      const otherwise = source.has('default') ? compileExpression(source.get('default') ?? null) : undefined;
      return (scope) => {
        const hit = cases.find((branch) => truthy(branch.get('case')?.(scope)));
        if (hit) return hit.get('then')?.(scope);
        if (!otherwise)
          throw new MongoError(
            'Location40066',
            '$switch could not find a matching branch for an input, and no default was specified.',
          );
        return otherwise(scope);
      };
    },
  ],
  [
    '$let',
    (argument) => {
      const source = argument instanceof Map ? argument : new Map<string, Value>();
      const vars = source.get('vars');
      if (!(vars instanceof Map) || !source.has('in'))
        throw new MongoError('Location16876', "Missing 'vars' or 'in' parameter to $let");
      const values = [...vars].map(([name, value]) => [name, compileExpression(value)] as const);
      const body = compileExpression(source.get('in') ?? null);
      return (scope) =>
        body(
          withVars(
            scope,
            values.map(([name, value]) => [name, value(scope)] as const),
          ),
        );
    },
  ],
  [
    '$filter',
    (argument) => {
      const as = variableName(argument);
      const parts = named('$filter', withoutAs(argument), ['input', 'cond'], ['limit']);
      const [input = nothing, cond = nothing, limit] = [parts.get('input'), parts.get('cond'), parts.get('limit')];
      return (scope) => {
        const kept = listOf(input(scope), '$filter')?.filter((item) => truthy(cond(withVars(scope, [[as, item]]))));
        const most = limit?.(scope);
        return typeof most === 'number' ? (kept?.slice(0, most) ?? null) : (kept ?? null);
      };
    },
  ],
  [
    '$map',
    (argument) => {
      const as = variableName(argument);
      const parts = named('$map', withoutAs(argument), ['input', 'in']);
      const [input = nothing, body = nothing] = [parts.get('input'), parts.get('in')];
      return (scope) =>
        listOf(input(scope), '$map')?.map((item) => body(withVars(scope, [[as, item]])) ?? null) ?? null;
    },
  ],
  [
    '$reduce',
    (argument) => {
      const parts = named('$reduce', argument, ['input', 'initialValue', 'in']);
      const [input = nothing, initial = nothing, body = nothing] = [
        parts.get('input'),
        parts.get('initialValue'),
        parts.get('in'),
      ];
      return (scope) => {
        const list = listOf(input(scope), '$reduce');
        return list
          ? list.reduce<Maybe>(
              (value, item) =>
                body(
                  withVars(scope, [
                    ['this', item],
                    ['value', value],
                  ]),
                ),
              initial(scope),
            )
          : null;
      };
    },
  ],
  ['$and', (argument) => logical(argument, (inputs, scope) => inputs.every((input) => truthy(input(scope))))],
  ['$or', (argument) => logical(argument, (inputs, scope) => inputs.some((input) => truthy(input(scope))))],
]);

function logical(argument: Value, run: (inputs: Expression[], scope: Scope) => boolean): Expression {
  const inputs = (Array.isArray(argument) ? argument : [argument]).map(compileExpression);
  return (scope) => run(inputs, scope);
}
