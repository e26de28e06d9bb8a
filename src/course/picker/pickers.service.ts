import { NotFound } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import type { DeepLinkItem, LtiGateway } from '../../lti/gateway.js';
import type { Kind, Kinds } from '../activities/kind.js';
import type { InsertionStore } from './insertions.store.js';
import { customNames } from '../activities/link.rules.js';
import type { PickerStore } from './pickers.store.js';
import type { Programme } from './programme.js';

export interface PickerNeeds {
  pickers: PickerStore;
  insertions: Pick<InsertionStore, 'add'>;
  programmes: readonly Programme[];
  kinds: Pick<Kinds, 'of'>;
  gateway: Pick<LtiGateway, 'deepLinkResponse'>;
}

/** What the browser posts to Moodle to create the links: `JWT` = jwt, to `action`. */
export interface SignedAnswer {
  action: string;
  jwt: string;
}

/** One link to be. */
export interface Wanted {
  kind: Kind;
  title: string;
  /** Its description in Moodle: plain text. */
  text: string;
  points?: number | undefined;
  /** Of a gate: the activity it waits for. */
  restrict?: string | undefined;
  /** Where its settings come from. */
  programme?: { programmeId: string; key: string };
}

export type PickersService = ReturnType<typeof pickersService>;

/** One column of an activity; Moodle keeps it with the column, also in copies. */
const scoreTag = 'score';

export function pickersService({ pickers, insertions, programmes, kinds, gateway }: PickerNeeds) {
  async function question(courseId: string, pickerId: string, now: Date) {
    const request = await pickers.request(courseId, pickerId, now);
    if (!request) throw new NotFound();
    return request;
  }

  return {
    programmes,

    /** May the platform be given several links at once? */
    async takesSeveral(courseId: string, pickerId: string, now: Date): Promise<boolean> {
      return (await question(courseId, pickerId, now)).acceptsMultiple;
    },

    /** Signs what was picked, in this order, and remembers it: Moodle needs settings that no tool can make. */
    async answer(
      { courseId, pickerId }: { courseId: string; pickerId: string },
      wanted: readonly Wanted[],
      now: Date,
    ): Promise<SignedAnswer> {
      const request = await question(courseId, pickerId, now);
      const picked = wanted.map((one) => ({ ...one, identity: newId() }));
      const answer = await gateway.deepLinkResponse(
        request,
        picked.map((one) => linkOf(one, kinds.of(one.kind)?.reviewable === true)),
      );
      const noted = picked.map(({ identity, kind, title, restrict }) => ({
        ...{ identity, kind, title },
        ...(restrict !== undefined && { restrict }),
      }));
      await insertions.add(courseId, newId(), noted, now);
      return answer;
    },
  };
}

function linkOf(
  { identity, kind, title, text, points, programme }: Wanted & { identity: string },
  reviewable: boolean,
): DeepLinkItem {
  const settings = programme && {
    [customNames.programme]: programme.programmeId,
    [customNames.item]: programme.key,
  };
  return {
    ...{ title, text },
    custom: { [customNames.identity]: identity, [customNames.kind]: kind, ...settings },
    ...(points !== undefined && { points, resourceId: identity, tag: scoreTag, reviewable }),
  };
}
