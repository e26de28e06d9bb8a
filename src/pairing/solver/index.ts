export * from './types.js';
export { solveMentors } from './mentors.js';
export * from './scoring.js';
export { solvePeers } from './peers.js';
export { checkMentors } from './checker.js';
export { checkPeers } from './peer-checker.js';
