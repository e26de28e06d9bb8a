import { doc as document, type Doc, type Value } from './bson-value.js';
import { group, scopeOf } from './group.js';
import { MongoError, notSupported } from './errors.js';
import { compileExpression } from './expressions.js';
import { asArray, asDoc, compileQuery } from './matcher.js';
import { pluck } from './paths.js';
import { assign, compileAdd } from './add-fields.js';
import { compileProjection } from './projection.js';
import { sorted, sortFields, stageFields } from './sorting.js';
import { isNumeric, toNumber, truthy, type Maybe } from './values.js';

export interface PipelineContext {
  now: Date;
  /** The documents of another collection, narrowed by a query where an index can. */
  lookup: (collection: string, query: Doc) => Doc[];
}

type Stage = (docs: Doc[], context: PipelineContext) => Doc[];

/** The documents a pipeline makes of others; they are never changed in place. */
export function runPipeline(docs: Doc[], stages: Value[], context: PipelineContext): Doc[] {
  const compiled = stages.map(compileStage);
  return compiled.reduce((current, stage) => stage(current, context), docs);
}

function compileStage(stage: Value): Stage {
  const source = asDoc(stage, "Each element of the 'pipeline' array");
  const [name = '', operand = null] = [...source][0] ?? [];
  if (source.size !== 1)
    throw new MongoError('Location40323', 'A pipeline stage specification object must contain exactly one field.');
  const compile = STAGES.get(name);
  if (compile) return compile(operand);
  if (KNOWN.has(name))
    throw name === '$changeStream'
      ? new MongoError('Location40573', 'The $changeStream stage is only supported on replica sets')
      : notSupported(`the stage ${name}`);
  throw new MongoError('Location40324', `Unrecognized pipeline stage name: '${name}'`);
}

const KNOWN = new Set(
  '$bucket $bucketAuto $changeStream $collStats $currentOp $densify $documents $fill $geoNear $graphLookup $indexStats $listSessions $merge $out $planCacheStats $redact $sample $search $setWindowFields'.split(
    ' ',
  ),
);

function count(name: string, operand: Value, least: number): number {
  const number = toNumber(operand);
  if (!isNumeric(operand) || !Number.isInteger(number) || number < least) {
    throw new MongoError(
      name === '$limit' ? 'Location15958' : 'Location15956',
      `invalid argument to ${name} stage: Expected ${least ? 'a positive' : 'a non-negative'} number`,
    );
  }
  return number;
}

function match(operand: Value): Stage {
  if (!(operand instanceof Map))
    throw new MongoError('Location15959', 'the match filter must be an expression in an object');
  const test = compileQuery(operand);
  return (docs) => docs.filter(test);
}

const UNWIND = new Set(['path', 'includeArrayIndex', 'preserveNullAndEmptyArrays']);

function unwind(operand: Value): Stage {
  const options = operand instanceof Map ? operand : document({ path: operand });
  const [source, indexField] = [options.get('path'), options.get('includeArrayIndex')];
  for (const name of options.keys())
    if (!UNWIND.has(name)) throw new MongoError('Location28811', `unrecognized option to $unwind stage: ${name}`);
  if (typeof source !== 'string' || !source.startsWith('$'))
    throw new MongoError('Location28818', "path option to $unwind stage should be prefixed with a '$'");
  if (indexField !== undefined && (typeof indexField !== 'string' || indexField === '' || indexField.startsWith('$')))
    throw new MongoError('Location28822', 'includeArrayIndex option to $unwind stage should be the name of a field');
  const path = source.slice(1).split('.');
  const keepEmpty = truthy(options.get('preserveNullAndEmptyArrays'));
  // The place in the array is told of every document that is let through, as null where there is no array.
  const numbered = (doc: Doc, index: Value): Doc =>
    indexField === undefined ? doc : assign(doc, indexField.split('.'), index);
  return (docs) =>
    docs.flatMap((current) => {
      const value = plain(current, path);
      if (Array.isArray(value) && value.length > 0)
        return value.map((item, i) => numbered(assign(current, path, item), BigInt(i)));
      const empty = value === undefined || value === null || Array.isArray(value);
      if (empty && !keepEmpty) return [];
      return [numbered(Array.isArray(value) ? assign(current, path, undefined) : current, null)];
    });
}

function plain(value: Maybe, path: string[]): Maybe {
  return path.reduce<Maybe>((inner, part) => (inner instanceof Map ? inner.get(part) : undefined), value);
}

function lookup(operand: Value): Stage {
  const source = asDoc(operand, 'the $lookup specification');
  const [from, as] = [source.get('from'), source.get('as')];
  if (typeof from !== 'string' || typeof as !== 'string')
    throw new MongoError('FailedToParse', 'must specify from and as for a $lookup');
  const [local, foreign] = [source.get('localField'), source.get('foreignField')];
  const stages = source.get('pipeline');
  const lets = [...(source.get('let') instanceof Map ? asDoc(source.get('let'), 'let') : new Map<string, Value>())];
  if (lets.length > 0) throw notSupported('let in $lookup');
  if ((typeof local !== 'string' || typeof foreign !== 'string') && !Array.isArray(stages)) {
    throw new MongoError('FailedToParse', '$lookup requires either localField and foreignField or pipeline');
  }
  return (docs, context) =>
    docs.map((current) => {
      let query: Doc = new Map();
      if (typeof local === 'string' && typeof foreign === 'string') {
        const value = pluck(current, local.split('.')) ?? null;
        query = document({ [foreign]: document({ $in: Array.isArray(value) ? value : [value] }) });
      }
      let found = context.lookup(from, query);
      if (Array.isArray(stages)) found = runPipeline(found, stages, context);
      return compileAdd(document({ [as]: document({ $literal: found }) }))(current, context.now);
    });
}

const UNION = new Set(['coll', 'pipeline']);

/** The documents of another collection after those that came; a leading $match of its pipeline may be served by an index. */
function unionWith(operand: Value): Stage {
  const source = typeof operand === 'string' ? document({ coll: operand }) : operand;
  if (!(source instanceof Map))
    throw new MongoError(
      'FailedToParse',
      'the $unionWith stage specification must be an object or string, but found null',
    );
  for (const name of source.keys())
    if (!UNION.has(name)) throw new MongoError('Location40415', `BSON field '$unionWith.${name}' is an unknown field.`);
  const [from, stages = []] = [source.get('coll'), source.get('pipeline')];
  if (from === undefined) throw notSupported('$unionWith without a collection');
  if (typeof from !== 'string')
    throw new MongoError('TypeMismatch', "BSON field '$unionWith.coll' is the wrong type, expected type 'string'");
  const list = asArray(stages, "BSON field '$unionWith.pipeline'");
  const { query, rest } = leadingMatch(list);
  const compiled = rest.map(compileStage);
  return (docs, context) => [
    ...docs,
    ...compiled.reduce((current, stage) => stage(current, context), context.lookup(from, query)),
  ];
}

/** A leading $match is the query that finds the documents, so that an index can serve it. */
export function leadingMatch(stages: Value[]): { query: Doc; rest: Value[] } {
  const first = stages[0] instanceof Map && stages[0].size === 1 ? stages[0].get('$match') : undefined;
  return first instanceof Map ? { query: first, rest: stages.slice(1) } : { query: new Map(), rest: stages };
}

function replaceRoot(operand: Value): Stage {
  const made = compileExpression(operand);
  return (docs, { now }) =>
    docs.map((current) => {
      const root = made(scopeOf(current, now));
      if (root instanceof Map) return root;
      throw new MongoError('Location40228', "'newRoot' expression must evaluate to an object");
    });
}

function unset(operand: Value): Stage {
  const names = Array.isArray(operand) ? operand : [operand];
  const source: Doc = new Map();
  for (const name of names) {
    if (typeof name !== 'string')
      throw new MongoError('Location31002', '$unset specification must be a string or an array of strings');
    source.set(name, false);
  }
  const project = compileProjection(source);
  return (docs) => docs.map(project);
}

function countAs(operand: Value): Stage {
  if (typeof operand !== 'string' || operand === '' || operand.startsWith('$'))
    throw new MongoError('Location40156', 'the count field must be a non-empty string');
  return (docs) => (docs.length === 0 ? [] : [new Map([[operand, docs.length]])]);
}

function facet(operand: Value): Stage {
  const facets = [...asDoc(operand, '$facet')].map(
    ([name, stages]) => [name, asArray(stages, `arguments to $facet`)] as const,
  );
  return (docs, context) => [new Map(facets.map(([name, stages]) => [name, runPipeline(docs, stages, context)]))];
}

function add(operand: Value): Stage {
  const run = compileAdd(asDoc(operand, '$addFields specification stage'));
  return (docs, { now }) => docs.map((current) => run(current, now));
}

const STAGES = new Map<string, (operand: Value) => Stage>([
  ['$match', match],
  ['$group', group],
  ['$unwind', unwind],
  ['$lookup', lookup],
  ['$unionWith', unionWith],
  ['$facet', facet],
  ['$unset', unset],
  ['$count', countAs],
  ['$addFields', add],
  ['$set', add],
  ['$replaceWith', replaceRoot],
  ['$replaceRoot', (operand) => replaceRoot(asDoc(operand, '$replaceRoot').get('newRoot') ?? null)],
  [
    '$limit',
    (operand) => {
      const most = count('$limit', operand, 1);
      return (docs) => docs.slice(0, most);
    },
  ],
  [
    '$skip',
    (operand) => {
      const skip = count('$skip', operand, 0);
      return (docs) => docs.slice(skip);
    },
  ],
  [
    '$sort',
    (operand) => {
      const fields = stageFields(asDoc(operand, 'the $sort key specification'));
      if (fields.length === 0) throw new MongoError('Location15976', '$sort stage must have at least one sort key');
      return (docs) => sorted(docs, fields, (current) => current);
    },
  ],
  [
    '$project',
    (operand) => {
      const source = asDoc(operand, '$project specification');
      if (source.size === 0)
        throw new MongoError('Location51272', '$project specification must have at least one field');
      const project = compileProjection(source);
      return (docs) => docs.map(project);
    },
  ],
  [
    '$sortByCount',
    (operand) => {
      const run = group(document({ _id: operand, count: document({ $sum: 1 }) }));
      return (docs, context) => sorted(run(docs, context), sortFields(document({ count: -1 })), (current) => current);
    },
  ],
]);
