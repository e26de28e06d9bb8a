/** Where staff come upon charters: in a person's story, and on the page of a pair. */
import type { StoryContribution } from '../../home/story.js';
import type { PairNotes } from '../../pairing/words/pair-notes.js';
import { charterPath } from './charter.view.js';
import { staffPath } from './unsigned.view.js';
import type { CharterStore } from './charter.store.js';

/** When somebody signed which version of a charter. */
export function charterStory(store: Pick<CharterStore, 'of'>): StoryContribution {
  return {
    async events({ visit, t }, personId) {
      const all = await store.of(visit.courseId, personId);
      const pathOf = personId === visit.personId ? charterPath : staffPath;
      return all.flatMap(({ key, signatures }) =>
        signatures
          .filter((one) => one.personId === personId)
          .map(({ at, version }) => ({ at, text: t('charter.story.signed', { number: version }), href: pathOf(key) })),
      );
    },
  };
}

/** On the page of a pair: what its people signed, where one of them has begun to. */
export function charterOfPair(store: Pick<CharterStore, 'of'>): PairNotes {
  return async ({ visit, t }, personIds) => {
    const [one] = personIds;
    const all = one === undefined ? [] : await store.of(visit.courseId, one);
    const theirs = all.filter(({ memberIds }) => memberIds.every((id) => personIds.includes(id)));
    return theirs.map(({ key }) => ({ label: t('charter.read.link'), href: staffPath(key) }));
  };
}
