import { NotFound } from '../../shared/errors.js';
import type { Agenda, Library } from './agenda.js';
import type { AgendasStore } from './agendas.store.js';

export interface AgendasNeeds {
  agendas: AgendasStore;
  /** What is proposed. */
  library: Library;
}

export type AgendasService = ReturnType<typeof agendasService>;

export function agendasService({ agendas, library }: AgendasNeeds) {
  async function of(courseId: string): Promise<Library & { changed: ReadonlySet<string> }> {
    const own = new Map((await agendas.agendas(courseId)).map((one) => [one.agendaId, one]));
    const all = library.agendas.map((one) => own.get(one.agendaId) ?? one);
    return { ...library, agendas: all, changed: new Set(own.keys()) };
  }

  async function known(courseId: string, agendaId: string): Promise<{ agenda: Agenda; changed: boolean }> {
    const { agendas: all, changed } = await of(courseId);
    const agenda = all.find((one) => one.agendaId === agendaId);
    if (!agenda) throw new NotFound();
    return { agenda, changed: changed.has(agendaId) };
  }

  return {
    of,
    /** @throws NotFound */
    known,

    async save(courseId: string, agenda: Agenda): Promise<void> {
      await known(courseId, agenda.agendaId);
      await agendas.save(courseId, agenda);
    },

    async forget(courseId: string, agendaId: string): Promise<void> {
      await known(courseId, agendaId);
      await agendas.forget(courseId, agendaId);
    },

    async copySettings(fromCourseId: string, toCourseId: string): Promise<void> {
      await agendas.take(toCourseId, await agendas.agendas(fromCourseId));
    },
  };
}
