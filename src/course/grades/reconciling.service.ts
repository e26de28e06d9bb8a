/** Compares what the gradebook holds with what it took from us. */
import type { GradebookResult } from '../../lti/gateway.js';
import type { Person } from '../roster/person.js';
import type { DeliveryStore } from './deliveries.store.js';
import type { ProofStore } from './proofs.store.js';
import { correctionOf } from './truth.rules.js';

/** A column as it was read. */
export interface ReadColumn {
  results: readonly GradebookResult[];
  /** Learners of the course: of others Moodle may list nothing. */
  learners: readonly Person[];
  /** When the reading began. */
  readFrom: Date;
}

export interface ReconcilingNeeds {
  deliveries: Pick<DeliveryStore, 'all'>;
  proofs: Pick<ProofStore, 'correct'>;
}

export type ReconcilingService = ReturnType<typeof reconcilingService>;

export function reconcilingService({ deliveries, proofs }: ReconcilingNeeds) {
  return {
    /** What is missing or was changed by hand is no longer called delivered; what is there again, is. */
    async compare(courseId: string, activityId: string, { results, learners, readFrom }: ReadColumn): Promise<void> {
      const held = new Map(results.map((result) => [result.personExternalId, result]));
      const externalIds = new Map(learners.map(({ personId, externalId }) => [personId, externalId]));
      for (const delivery of await deliveries.all(courseId)) {
        const externalId = externalIds.get(delivery.personId);
        if (delivery.activityId !== activityId || externalId === undefined) continue;
        const correction = correctionOf(delivery, held.get(externalId), readFrom);
        if (correction) await proofs.correct(courseId, delivery, correction, readFrom);
      }
    },
  };
}
