import type { Asked } from '../../web/routing.js';

/** A sentence about somebody of a pair, and the page that says more. */
export interface PairNote {
  label: string;
  href: string;
}

/** What another feature has to say to a coordinator on the page of a pair, in the words of whoever asks. */
export type PairNotes = (asked: Asked, personIds: readonly string[]) => Promise<readonly PairNote[]>;
