/** Aggregation as MongoDB has them, as far as this project relies on them; on a real one when MONGODB_URI is set. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { useThings, type Document } from '../support/things.js';

const { things, made } = useThings();

describe('aggregation', () => {
  beforeEach(async () => {
    await things().insertMany([
      { _id: 1, team: 'x', n: 1, tags: ['a', 'b'], at: new Date('2026-01-02T03:04:05.006Z') },
      { _id: 2, team: 'x', n: 3, tags: [], at: new Date('2026-01-03T00:00:00Z') },
      { _id: 3, team: 'y', n: 5.5, tags: ['b'] },
    ] as never[]);
  });

  test('$group counts, sums, averages and collects', async () => {
    const stages = [
      {
        $group: {
          _id: '$team',
          count: { $sum: 1 },
          sum: { $sum: '$n' },
          mean: { $avg: '$n' },
          least: { $min: '$n' },
          most: { $max: '$n' },
          first: { $first: '$_id' },
          last: { $last: '$_id' },
          list: { $push: '$n' },
          set: { $addToSet: '$team' },
        },
      },
      { $sort: { _id: 1 } },
    ];
    expect(await made(stages)).toEqual([
      { _id: 'x', count: 2, sum: 4, mean: 2, least: 1, most: 3, first: 1, last: 2, list: [1, 3], set: ['x'] },
      { _id: 'y', count: 1, sum: 5.5, mean: 5.5, least: 5.5, most: 5.5, first: 3, last: 3, list: [5.5], set: ['y'] },
    ]);
    expect(await made([{ $group: { _id: null, total: { $sum: '$n' } } }])).toEqual([{ _id: null, total: 9.5 }]);
    expect(await made([{ $match: { n: 99 } }, { $group: { _id: null, total: { $sum: '$n' } } }])).toEqual([]);
  });

  test('$unwind, $match, $sort, $skip, $limit, $count', async () => {
    expect(await made([{ $unwind: '$tags' }, { $sort: { tags: -1, _id: 1 } }, { $project: { tags: 1 } }])).toEqual([
      { _id: 1, tags: 'b' },
      { _id: 3, tags: 'b' },
      { _id: 1, tags: 'a' },
    ]);
    expect(await made([{ $unwind: { path: '$tags', preserveNullAndEmptyArrays: true } }, { $count: 'rows' }])).toEqual([
      { rows: 4 },
    ]);
    expect(await made([{ $sort: { n: -1 } }, { $skip: 1 }, { $limit: 1 }, { $project: { _id: 1 } }])).toEqual([
      { _id: 2 },
    ]);
    expect(await made([{ $sortByCount: '$team' }])).toEqual([
      { _id: 'x', count: 2 },
      { _id: 'y', count: 1 },
    ]);
  });

  test('$project, $addFields, $unset, $replaceRoot', async () => {
    const first = { $match: { _id: 1 } };
    expect(await made([first, { $project: { _id: 0, team: 1, more: { $add: ['$n', 1] } } }])).toEqual([
      { team: 'x', more: 2 },
    ]);
    expect(
      await made([first, { $addFields: { 'deep.er': '$n', team: '$$REMOVE' } }, { $unset: ['tags', 'at'] }]),
    ).toEqual([{ _id: 1, n: 1, deep: { er: 1 } }]);
    expect(await made([first, { $replaceRoot: { newRoot: { id: '$_id' } } }])).toEqual([{ id: 1 }]);
  });

  test('$lookup by field and by pipeline, $facet', async () => {
    const name = things().collectionName;
    expect(
      await made([
        { $match: { _id: 3 } },
        { $lookup: { from: name, localField: 'team', foreignField: 'team', as: 'mates' } },
        { $project: { _id: 0, 'mates._id': 1 } },
      ]),
    ).toEqual([{ mates: [{ _id: 3 }] }]);
    expect(
      await made([
        { $match: { _id: 3 } },
        { $lookup: { from: name, pipeline: [{ $match: { team: 'x' } }, { $count: 'n' }], as: 'found' } },
        { $project: { found: 1 } },
      ]),
    ).toEqual([{ _id: 3, found: [{ n: 2 }] }]);
    expect(
      await made([{ $facet: { all: [{ $count: 'n' }], one: [{ $limit: 1 }, { $project: { _id: 1 } }] } }]),
    ).toEqual([{ all: [{ n: 3 }], one: [{ _id: 1 }] }]);
  });

  test('$unionWith a collection, whole and by pipeline, and one that is not there', async () => {
    const name = things().collectionName;
    const ids = { $project: { _id: 1 } };
    expect(await made([{ $match: { _id: 3 } }, { $unionWith: name }, ids])).toEqual(
      [3, 1, 2, 3].map((_id) => ({ _id })),
    );
    const others = { coll: name, pipeline: [{ $match: { team: 'x' } }, { $sort: { n: -1 } }, { $limit: 1 }] };
    expect(await made([{ $match: { _id: 3 } }, { $unionWith: others }, ids])).toEqual([{ _id: 3 }, { _id: 2 }]);
    const missing = { coll: 'nowhere', pipeline: [{ $count: 'n' }] };
    expect(await made([{ $match: { _id: 3 } }, { $unionWith: missing }, ids])).toEqual([{ _id: 3 }]);
    const tagged = [{ $match: { n: { $gt: 3 } } }, { $replaceWith: { part: { $literal: 1 }, row: '$$ROOT.n' } }];
    expect(await made([{ $match: { n: 99 } }, { $unionWith: { coll: name, pipeline: tagged } }])).toEqual([
      { part: 1, row: 5.5 },
    ]);
    await expect(made([{ $unionWith: { coll: name, where: 1 } }])).rejects.toMatchObject({ code: 40415 });
  });

  const expressions: [string, unknown, unknown][] = [
    ['$cond', { $cond: [{ $gt: ['$n', 2] }, 'big', 'small'] }, 'small'],
    ['$switch', { $switch: { branches: [{ case: { $eq: ['$n', 1] }, then: 'one' }], default: 'many' } }, 'one'],
    ['$ifNull', { $ifNull: ['$none', 'fallback'] }, 'fallback'],
    ['$filter', { $filter: { input: '$tags', as: 't', cond: { $eq: ['$$t', 'b'] } } }, ['b']],
    ['$map', { $map: { input: [1, 2], as: 'i', in: { $add: ['$$i', '$n'] } } }, [2, 3]],
    ['$reduce', { $reduce: { input: [1, 2, 3], initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 6],
    ['$size', { $size: '$tags' }, 2],
    ['$in', { $in: ['a', '$tags'] }, true],
    ['$concat', { $concat: ['$team', '-', { $toString: '$n' }] }, 'x-1'],
    ['$concat with null', { $concat: ['$team', null] }, null],
    ['$dateToString', { $dateToString: { date: '$at', format: '%Y-%m-%d %H:%M' } }, '2026-01-02 03:04'],
    ['$year', { $year: '$at' }, 2026],
    ['$subtract of dates', { $subtract: ['$at', new Date('2026-01-02T03:04:05Z')] }, 6],
    ['$divide', { $divide: [1, 4] }, 0.25],
    ['$round to even', { $round: [2.5] }, 2],
    ['$mergeObjects', { $mergeObjects: [{ a: 1 }, { b: '$n' }] }, { a: 1, b: 1 }],
    ['$objectToArray', { $objectToArray: { k: '$n' } }, [{ k: 'k', v: 1 }]],
    ['$setUnion', { $setUnion: [['a'], ['a']] }, ['a']],
    ['$literal', { $literal: '$n' }, '$n'],
    ['$cmp across types', { $cmp: [1, 'a'] }, -1],
    ['missing is less than null', { $lt: ['$none', null] }, true],
  ];
  test.each(expressions)('%s', async (_, expression, expected) => {
    expect(await made([{ $match: { _id: 1 } }, { $project: { _id: 0, value: expression } }])).toEqual([
      { value: expected },
    ]);
  });

  const refused: [string, Document[], number][] = [
    ['an unknown stage', [{ $nope: 1 }], 40324],
    ['two stages in one', [{ $match: {}, $limit: 1 }], 40323],
    ['an unknown expression', [{ $project: { a: { $nope: 1 } } }], 31325],
    ['an unknown accumulator', [{ $group: { _id: 1, a: { $nope: 1 } } }], 15952],
    ['a group without _id', [{ $group: { a: { $sum: 1 } } }], 15955],
    ['division by nothing', [{ $project: { a: { $divide: [1, 0] } } }], 2],
    ['a change stream', [{ $changeStream: {} }], 40573],
  ];
  test.each(refused)('%s is refused', async (_, stages, code) => {
    await expect(made(stages)).rejects.toMatchObject({ code });
  });
});
