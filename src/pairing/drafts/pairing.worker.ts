/** Entry of the thread that makes a draft, or two to compare them: gets an order, says how far it is, answers once. */
import { makeOrdered, tryOrdered, type DraftOrder, type TrialOrder } from './drafting.rules.js';
import { answerInThread } from '../../matching/worker.js';

answerInThread((order: DraftOrder | TrialOrder, onProgress) =>
  'instead' in order ? tryOrdered(order, { onProgress }) : makeOrdered(order, { onProgress }),
);
