export * from './types.js';
export { solveMentors } from './mentors.js';
export * from './scoring.js';
export { solvePeers } from './peers.js';
export { checkMentors } from './checker.js';
export { checkPeers } from './peer-checker.js';
export { repairMentors } from './repair.js';
export { solveRotation } from './rotation.js';
export { blockingPairs, placeByChoices, type RankedChoices } from './stable.js';
export {
  circleSizes,
  circleWorth,
  solveCircles,
  type CircleCase,
  type CircleRule,
  type CircleSolution,
} from './circles.js';
