import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';

const store = useStore();
let site: TestSite;

beforeAll(async () => {
  site = await startSite(store.connection());
});
afterAll(() => site.close());

test('a teacher is told which due date cannot be read, with what was typed', async () => {
  const tess = await site.arrive({ person: 'tess', role: 'teacher', kind: 'checkin' });
  const settings = await tess.page.follow('When it comes back');
  const refused = await settings.submit('Save', { dueAt: '2026-02-30T10:00' });
  expect(refused.status).toBe(422);
  expect(refused.$('#dueAt').attr('value')).toBe('2026-02-30T10:00');
});
