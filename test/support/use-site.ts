/** A site for all tests of a file, and a course of its own for each of them. */
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { startSite, type TestSite } from './site.js';
import { useStore } from './store.js';

/** @param begin before each test, with a number that no other test of the file has */
export function useSite(begin: (site: TestSite, number: string) => void | Promise<void>): ReturnType<typeof useStore> {
  const store = useStore();
  let site: TestSite;
  let number = 0;
  beforeAll(async () => {
    site = await startSite(store.connection());
  });
  afterAll(() => site.close());
  beforeEach(async () => {
    number += 1;
    await begin(site, String(number));
  });
  return store;
}
