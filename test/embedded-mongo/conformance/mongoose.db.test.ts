/** What mongoose and ltijs do as MongoDB has them, as far as this project relies on them; on a real one when MONGODB_URI is set. */
import { createRequire } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { useThings } from '../support/things.js';

const { store } = useThings();

describe('mongoose', () => {
  const schema = new mongoose.Schema(
    {
      mail: { type: String, unique: true },
      n: { type: Number, default: 0 },
      friends: [{ type: mongoose.Schema.Types.ObjectId, ref: 'Person' }],
      notes: [{ text: String }],
      extra: { type: Map, of: Number },
    },
    { timestamps: true, optimisticConcurrency: true },
  );

  test('models save, populate, count and refuse stale saves', async () => {
    const Person = store.connection().model('Person', schema);
    await Person.createIndexes();
    const ann = await Person.create({ mail: 'a', extra: { x: 1 } });
    const bob = await Person.create({ mail: 'b', friends: [ann._id], notes: [{ text: 'one' }] });
    expect(
      (await Person.findOne({ mail: 'b' }).populate<{ friends: { mail: string }[] }>('friends'))?.friends.map(
        ({ mail }) => mail,
      ),
    ).toEqual(['a']);
    await expect(Person.create({ mail: 'a' })).rejects.toMatchObject({ code: 11000, keyValue: { mail: 'a' } });
    const stale = await Person.findById(bob._id).orFail();
    bob.notes.push({ text: 'two' });
    await bob.save();
    stale.n = 5;
    await expect(stale.save()).rejects.toThrow(mongoose.Error.VersionError);
    await Person.bulkSave([await Person.findById(ann._id).orFail()]);
    expect(await Person.find({ 'notes.text': 'two' }).distinct('mail')).toEqual(['b']);
    expect((await Person.findOne({ mail: 'a' }).lean())?.extra).toEqual({ x: 1 });
    expect(await Person.exists({ mail: 'nobody' })).toBeNull();
    await Person.deleteMany({});
  });

  test('the one inside ltijs speaks with the same store', async () => {
    // SAFETY: ltijs brings mongoose 7, whose parts used here have the shape of ours.
    const seven = createRequire(import.meta.resolve('ltijs'))('mongoose') as typeof mongoose;
    expect(seven.version).toMatch(/^7\./);
    const connection = await seven.createConnection(store.uri()).asPromise();
    const State = connection.model(
      'State',
      new seven.Schema({
        state: { type: String, unique: true },
        createdAt: { type: Date, expires: 600, default: Date.now },
      }),
    );
    await State.init();
    await State.create({ state: 'a' });
    await expect(State.create({ state: 'a' })).rejects.toMatchObject({ code: 11000 });
    await State.replaceOne({ state: 'a' }, { state: 'b' }, { upsert: true });
    expect(
      await State.findOneAndUpdate({ state: 'c' }, { $set: { state: 'c' } }, { upsert: true, returnDocument: 'after' }),
    ).toMatchObject({ state: 'c' });
    expect(await State.countDocuments({ state: { $in: ['b', 'c'] } })).toBe(2);
    expect((await State.collection.indexes()).find(({ name }) => name === 'createdAt_1')).toMatchObject({
      expireAfterSeconds: 600,
    });
    await State.deleteMany({});
    await connection.close();
  });
});
