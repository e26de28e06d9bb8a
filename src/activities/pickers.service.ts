import { NotFound } from '../shared/errors.js';
import type { DeepLinkItem, LtiGateway } from '../lti/gateway.js';
import type { PickerStore } from './pickers.store.js';

export interface PickerNeeds {
  pickers: PickerStore;
  gateway: Pick<LtiGateway, 'deepLinkResponse'>;
}

/** What the browser posts to Moodle to create the link: `JWT` = jwt, to `action`. */
export interface SignedAnswer {
  action: string;
  jwt: string;
}

export type PickersService = ReturnType<typeof pickersService>;

export function pickersService({ pickers, gateway }: PickerNeeds) {
  return {
    /** No items: Moodle closes the picker and creates nothing. */
    async answer(courseId: string, pickerId: string, items: readonly DeepLinkItem[], now: Date): Promise<SignedAnswer> {
      const request = await pickers.request(courseId, pickerId, now);
      if (!request) throw new NotFound();
      return gateway.deepLinkResponse(request, items);
    },
  };
}
