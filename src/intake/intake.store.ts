import { Schema, type Connection } from 'mongoose';
import { isDuplicateKey } from '../shared/duplicate-key.js';
import { newId } from '../shared/ids.js';
import type { Channel, Profile, ProfileAnswers, RoleWish } from './profile.js';

interface ProfileRow {
  _id: string;
  courseId: string;
  personId: string;
  roleWish: RoleWish;
  strong: string[];
  wanted: string[];
  channel: Channel | null;
  timeZone: string | null;
  languages: string[];
  completedAt: Date;
  changedAt: Date;
}

interface TopicsRow {
  /** The course's id: one list per course. */
  _id: string;
  topics: string[];
}

export type IntakeStore = ReturnType<typeof intakeStore>;

export function intakeStore(connection: Connection) {
  const rowOptions = { versionKey: false } as const;
  const profileSchema = new Schema<ProfileRow>(
    {
      _id: String,
      courseId: { type: String, required: true },
      personId: { type: String, required: true },
      roleWish: { type: String, required: true },
      strong: { type: [String], required: true },
      wanted: { type: [String], required: true },
      channel: { type: String, default: null },
      timeZone: { type: String, default: null },
      languages: { type: [String], required: true },
      completedAt: { type: Date, required: true },
      changedAt: { type: Date, required: true },
    },
    rowOptions,
  );
  profileSchema.index({ courseId: 1, personId: 1 }, { unique: true });
  const profiles = connection.model<ProfileRow>('Profile', profileSchema);
  const topicLists = connection.model<TopicsRow>(
    'TopicList',
    new Schema<TopicsRow>({ _id: String, topics: { type: [String], required: true } }, rowOptions),
  );

  async function upsert(courseId: string, personId: string, answers: ProfileAnswers, now: Date): Promise<void> {
    const { roleWish, strong, wanted, languages, channel = null, timeZone = null } = answers;
    await profiles.updateOne(
      { courseId, personId },
      {
        $set: {
          roleWish,
          strong: [...strong],
          wanted: [...wanted],
          languages: [...languages],
          channel,
          timeZone,
          changedAt: now,
        },
        $setOnInsert: { _id: newId(), completedAt: now },
      },
      { upsert: true },
    );
  }

  return {
    /** The last of two who save at the same moment wins; neither is an error. */
    async saveProfile(courseId: string, personId: string, answers: ProfileAnswers, now: Date): Promise<void> {
      try {
        await upsert(courseId, personId, answers, now);
      } catch (problem) {
        if (!isDuplicateKey(problem)) throw problem;
        await upsert(courseId, personId, answers, now);
      }
    },

    async profile(courseId: string, personId: string): Promise<Profile | undefined> {
      const row = await profiles.findOne({ courseId, personId }).lean<ProfileRow | null>();
      return row ? profileOf(row) : undefined;
    },

    async profiles(courseId: string): Promise<Profile[]> {
      const rows = await profiles.find({ courseId }).lean<ProfileRow[]>();
      return rows.map(profileOf);
    },

    async topics(courseId: string): Promise<readonly string[] | undefined> {
      const row = await topicLists.findOne({ _id: courseId }).lean<TopicsRow | null>();
      return row?.topics;
    },

    async saveTopics(courseId: string, topics: readonly string[]): Promise<void> {
      await topicLists.updateOne({ _id: courseId }, { $set: { topics: [...topics] } }, { upsert: true });
    },
  };
}

function profileOf(row: ProfileRow): Profile {
  const { personId, courseId, roleWish, strong, wanted, channel, timeZone, languages, completedAt, changedAt } = row;
  return {
    ...{ personId, courseId, roleWish, strong, wanted, languages, completedAt, changedAt },
    ...(channel && { channel }),
    ...(timeZone && { timeZone }),
  };
}
