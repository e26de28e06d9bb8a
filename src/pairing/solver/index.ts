export * from './types.js';
export { solveMentors } from './mentors.js';
export { checkMentors } from './checker.js';
