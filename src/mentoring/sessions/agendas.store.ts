import { Schema, type Connection } from 'mongoose';
import { upserting } from '../../shared/duplicate-key.js';
import type { KeptParts } from '../../kept/kept.js';
import type { Agenda } from './agenda.js';

interface AgendasRow {
  /** The course's id. */
  _id: string;
  /** By id: what the course made of a proposed one. */
  own: Record<string, Omit<Agenda, 'agendaId'>>;
}

export type AgendasStore = ReturnType<typeof agendasStore>;

export function agendasStore(connection: Connection) {
  const schema = new Schema<AgendasRow>(
    { _id: String, own: Schema.Types.Mixed },
    { versionKey: false, collection: 'agendas', minimize: false },
  );
  const rows = connection.model<AgendasRow>('Agendas', schema);

  return {
    /** Those that the course has changed. */
    async agendas(courseId: string): Promise<Agenda[]> {
      const row = await rows.findOne({ _id: courseId }).lean<AgendasRow>();
      return Object.entries(row?.own ?? {}).map(([agendaId, agenda]) => ({ agendaId, ...agenda }));
    },

    async save(courseId: string, { agendaId, ...agenda }: Agenda): Promise<void> {
      const $set = { [`own.${agendaId}`]: agenda };
      await upserting(() => rows.updateOne({ _id: courseId }, { $set }, { upsert: true }).exec());
    },

    /** The proposed one is used again. */
    async forget(courseId: string, agendaId: string): Promise<void> {
      await rows.updateOne({ _id: courseId }, { $unset: { [`own.${agendaId}`]: 1 } });
    },

    /** Only where the course has changed none itself. */
    async take(courseId: string, agendas: readonly Agenda[]): Promise<void> {
      if (agendas.length === 0) return;
      const own = Object.fromEntries(agendas.map(({ agendaId, ...agenda }) => [agendaId, agenda]));
      await upserting(() => rows.updateOne({ _id: courseId }, { $setOnInsert: { own } }, { upsert: true }).exec());
    },
  };
}

/** What is kept of it from page to page. */
export const keptAgendas: KeptParts<AgendasStore> = {
  agendas: 'kept',
  save: 'writes',
  forget: 'writes',
  take: 'writes',
};
