import type { Random } from '../shared/random.js';
import { allocationService } from './allocation.service.js';
import { coordinationService } from './coordination.service.js';
import type { PeerReviewParts } from './places.service.js';
import { reviewingService } from './reviewing.service.js';
import { pairsService } from './pairs/pairs.service.js';
import { releasingService } from './release/releasing.service.js';
import { reviewScoresService } from './scores.service.js';
import { rubricsService } from './rubrics/rubrics.service.js';
import { disputesService } from './disputes.service.js';
import { awaitedService } from './awaited.service.js';
import { toDoService } from './todo.service.js';
import { shortfallService } from './shortfall.service.js';
import { workService } from './work.service.js';

export type PeerReviewService = ReturnType<typeof peerReviewService>;

/** `random` chooses the seed of each allocation, once. */
export interface PeerReviewNeeds extends PeerReviewParts {
  random: Random;
}

export function peerReviewService({ random, ...parts }: PeerReviewNeeds) {
  const scores = reviewScoresService(parts);
  const allocation = allocationService(parts);
  const shortfall = shortfallService(parts);
  return {
    work: workService(parts, allocation),
    reviewing: reviewingService(parts, scores),
    coordination: coordinationService(parts, { allocation, scores, shortfall, random }),
    releasing: releasingService(parts),
    pairs: pairsService(parts, allocation),
    rubrics: rubricsService(parts),
    allocation,
    scores,
    shortfall,
    disputes: disputesService(parts),
    toDo: toDoService(parts),
    awaited: awaitedService(parts),
  };
}
