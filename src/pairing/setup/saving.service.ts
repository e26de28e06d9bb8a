/** Answers take the place of others: whoever saw other ones is told, and what was before can be had back. */
import { isDeepStrictEqual } from 'node:util';
import { day } from '../../shared/clock.js';
import type { Former, SavedSetup, Saving, SetupsStore } from '../cohort/setups.store.js';
import { withChange, type PairingSetup, type SetupChange } from '../words/setup.js';
import type { SetupPreset } from './presets.settings.js';

/** How long one can go back. */
const backFor = 30 * day;

export type Saved = { saved: true } | { saved: false; stale: Stale };

/** Others saved meanwhile. */
export interface Stale {
  /** The answers that were seen; undefined where they are no longer kept. */
  seen: PairingSetup | undefined;
  /** The last who saved, and when; undefined where a course was set up by a copy. */
  by: string | undefined;
  at: Date | undefined;
}

export interface SavingParts {
  setups: Pick<SetupsStore, 'saved' | 'saveSetup'>;
  presets: readonly SetupPreset[];
}

export function savingOf({ setups, presets }: SavingParts) {
  async function put(courseId: string, next: (before: PairingSetup) => PairingSetup, saving: Saving): Promise<Saved> {
    const before = await setups.saved(courseId);
    const isSeen = saving.revision === undefined || isDeepStrictEqual(seenIn(before, saving.revision), before.setup);
    const setup = next(before.setup);
    if (isSeen && before.revision > 0 && isDeepStrictEqual(setup, before.setup)) return { saved: true };
    const seen = saving.revision === undefined ? saving : { ...saving, revision: before.revision };
    const done = isSeen && (await setups.saveSetup(courseId, setup, { ...seen, instead: before.setup }));
    if (done) return { saved: true };
    return { saved: false, stale: staleFrom(await setups.saved(courseId), saving.revision ?? 0) };
  }

  return {
    /** What is not named stays as it is. */
    saveSetup: (courseId: string, change: SetupChange, saving: Saving): Promise<Saved> =>
      put(courseId, (before) => withChange(before, change), saving),

    /** Undefined when there is no such preset. */
    async takePreset(courseId: string, presetId: string, saving: Saving): Promise<Saved | undefined> {
      const preset = presets.find((one) => one.presetId === presetId);
      return preset && put(courseId, () => preset.setup, saving);
    },

    /** The answers of before take the place of those of now, which are those of before then. */
    async goBack(courseId: string, saving: Saving): Promise<Saved | undefined> {
      const back = backIn(await setups.saved(courseId), saving.at);
      return back && put(courseId, () => back.setup, saving);
    },
  };
}

/** What one can go back to: whoever chose what held by default replaced nothing. */
export function backIn({ setup, former: [last] }: SavedSetup, now: Date): Former | undefined {
  const isOpen = last && now.getTime() - last.at.getTime() < backFor;
  return isOpen && !isDeepStrictEqual(last.setup, setup) ? last : undefined;
}

/** The answers of a revision. Those at a place of `former` were replaced by the revision that many before this one. */
function seenIn({ setup, revision, former }: SavedSetup, seen: number): PairingSetup | undefined {
  return seen === revision ? setup : former[revision - seen - 1]?.setup;
}

function staleFrom(saved: SavedSetup, seen: number): Stale {
  const [last] = saved.former;
  return { seen: seenIn(saved, seen), by: last?.by, at: last?.at };
}
