import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Schema, type Connection, type Model } from 'mongoose';
import { gathered, gatherOn } from '../../src/kept/gather.js';
import { openCounted, type CountedStore } from '../support/store-tally.js';
import { useStore } from '../support/store.js';

interface Thing {
  _id: string;
  owner: string;
  size: number;
}

const store = useStore();
let counted: CountedStore;
let models: Record<'hats' | 'coats' | 'shoes', Model<Thing>>;

function modelOf(connection: Connection, name: string): Model<Thing> {
  const schema = new Schema<Thing>({ _id: String, owner: String, size: Number }, { collection: name });
  return connection.model<Thing>(name, schema);
}

beforeAll(async () => {
  counted = await openCounted(store.uri());
  gatherOn(counted.connection);
  const { connection } = counted;
  models = {
    hats: modelOf(connection, 'hats'),
    coats: modelOf(connection, 'coats'),
    shoes: modelOf(connection, 'shoes'),
  };
});

afterAll(() => counted.connection.close());

beforeEach(async () => {
  for (const [name, model] of Object.entries(models)) {
    await model.deleteMany();
    await model.insertMany(
      ['ana', 'ben'].flatMap((owner) =>
        [1, 2].map((size) => ({ _id: `${name}-${owner}-${String(size)}`, owner, size })),
      ),
    );
  }
});

const ids = (rows: readonly Thing[]) => rows.map(({ _id }) => _id).sort();

test('asks together what is asked in one turn, and gives each its own', async () => {
  const { hats, coats, shoes } = models;
  const { result, tally } = await counted.during(() =>
    Promise.all([
      gathered(() => hats.find({ owner: 'ana' }).lean<Thing[]>().exec()),
      gathered(() => coats.find({ owner: 'ben' }, { size: 1 }).limit(1).lean<Thing[]>().exec()),
      gathered(() => shoes.findOne({ _id: 'shoes-ana-2' }).lean<Thing>().exec()),
      gathered(() => shoes.findOne({ owner: 'nobody' }).lean<Thing>().exec()),
      gathered(() => hats.find({ owner: 'nobody' }).lean<Thing[]>().exec()),
    ]),
  );
  expect(tally.calls).toBe(1);
  const [mine, bens, one, none, nothing] = result;
  expect(ids(mine)).toEqual(['hats-ana-1', 'hats-ana-2']);
  expect(bens).toEqual([{ _id: expect.stringMatching(/^coats-ben-/), size: expect.any(Number) }]);
  expect(one).toMatchObject({ owner: 'ana', size: 2 });
  expect([none, nothing]).toEqual([null, []]);
});

test('asks alone what waits for an order, what is asked outside, and what nobody else asks', async () => {
  const { hats, coats } = models;
  const { result, tally } = await counted.during(() =>
    Promise.all([
      gathered(() => hats.find({ owner: 'ana' }).sort({ size: -1 }).lean<Thing[]>().exec()),
      coats.find({ owner: 'ana' }).lean<Thing[]>().exec(),
      gathered(() => coats.find({ owner: 'ben' }).lean<Thing[]>().exec()),
    ]),
  );
  expect(tally.log.map((line) => line.split(' ')[0])).toEqual(['find', 'find', 'find']);
  expect(result[0].map(({ size }) => size)).toEqual([2, 1]);
});

test('of questions asked together a wrong one fails alone', async () => {
  const { hats, coats } = models;
  const wrong = coats.find({ $expr: { $nonsense: 1 } }).lean<Thing[]>();
  const [good, bad] = await Promise.allSettled([
    gathered(() => hats.find({ owner: 'ana' }).lean<Thing[]>().exec()),
    gathered(() => wrong.exec()),
  ]);
  expect(good).toMatchObject({ status: 'fulfilled', value: [{ owner: 'ana' }, { owner: 'ana' }] });
  expect(bad).toMatchObject({ status: 'rejected' });
});

test('reads what was written just before', async () => {
  const { hats, coats } = models;
  await hats.updateOne({ _id: 'hats-ana-1' }, { size: 9 });
  const [hat] = await Promise.all([
    gathered(() => hats.findOne({ _id: 'hats-ana-1' }).lean<Thing>().exec()),
    gathered(() => coats.find({ owner: 'ana' }).lean<Thing[]>().exec()),
  ]);
  expect(hat?.size).toBe(9);
});
