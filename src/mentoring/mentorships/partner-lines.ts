/** What features contribute to the card of a partner, before how and when they are reached. */
import type { Asked } from '../../web/routing.js';

export interface PartnerLine {
  label: string;
  text: string;
}

/** Of the partner with this id, for the one who asks. None writes. */
export type PartnerLines = (asked: Asked, partnerId: string) => Promise<readonly PartnerLine[]>;
