import { ruleCountsOf } from './rule-counts.rules.js';

export const setupAnswers = { ruleCounts: ruleCountsOf };
