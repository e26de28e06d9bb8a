import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DeepLinkItem } from '../../../src/lti/gateway.js';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';

const store = useStore();
let site: TestSite;

beforeAll(async () => {
  site = await startSite(store.connection());
});
afterAll(() => site.close());

const teacher = { person: 'tom', role: 'teacher' } as const;

describe('a link without a purpose', () => {
  test('asks its teacher once; learners are told to wait', async () => {
    const waiting = await site.arrive({ person: 'ana', activity: '7', kind: null });
    expect(waiting.page.title).toBe('This activity is not set up yet');
    expect((await waiting.forge('/activity', 'kind=gate')).status).toBe(403);
    const tom = await site.arrive({ ...teacher, activity: '7', kind: null });
    expect(tom.page.title).toBe('What is this activity for?');
    const empty = await tom.page.submit('Set up the activity');
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('Choose what this activity is for.');
    await empty.submit('Set up the activity', { kind: 'checkin' });
    const again = await site.arrive({ person: 'ana', activity: '7', kind: null });
    expect(again.page.path).toMatch(/^\/checkins\/[\w-]{16}$/);
    const second = await tom.page.submit('Set up the activity', { kind: 'gate' });
    expect(second.title).toBe('This activity is set up already');
    expect(second.status).toBe(409);
  });

  test('a kind that nobody offers is refused', async () => {
    const tom = await site.arrive({ ...teacher, activity: '8', kind: null });
    expect((await tom.forge('/activity', 'kind=admin')).status).toBe(422);
    expect((await tom.forge('/activity', 'kind=gate&more=1')).status).toBe(422);
  });
});

describe("Moodle's picker", () => {
  const request = {
    platformId: 'platform-1',
    deploymentId: '1',
    returnUrl: 'https://platform-1.example/mod/lti/contentitem_return.php?course=1&sesskey=x',
    acceptsMultiple: true,
  };
  const none = { externalId: '', title: '', description: '', custom: {} };
  const picking = { ...teacher, more: { message: 'deep-linking', deepLinking: request, activity: none } } as const;

  test('a chosen kind becomes a signed answer that the browser posts to Moodle', async () => {
    const asked: unknown[] = [];
    const sign = site.platform.gateway.deepLinkResponse;
    site.platform.gateway.deepLinkResponse = (given, items: readonly DeepLinkItem[]) => {
      asked.push(given, ...items);
      return sign(given, items);
    };
    const tom = await site.arrive(picking);
    expect(tom.page.title).toBe('Add from Tandem');
    const picked = await tom.page.submit('Continue', { kind: 'peer-review' });
    expect(picked.title).toBe('Peer review is ready');
    const form = picked.$('form').has('input[name=JWT]');
    expect(form.attr('action')).toBe(request.returnUrl);
    expect(form.find('input[name=JWT]').attr('value')).toBe('signed');
    expect(form.find('button').text()).toBe('Add to the course');
    expect(picked.headers.get('content-security-policy')).toContain("form-action 'self' https://platform-1.example");
    expect(asked).toEqual([
      request,
      expect.objectContaining({
        title: 'Peer review',
        custom: { kind: 'peer-review', activity_id: expect.stringMatching(/^[\w-]{16}$/) },
        points: 10,
        tag: 'score',
        reviewable: true,
      }),
    ]);
  });

  test('only a visit that began with the question has it', async () => {
    const tom = await site.arrive(teacher);
    expect((await tom.get('/picker')).status).toBe(404);
    expect((await tom.forge('/picker', 'kind=gate')).status).toBe(404);
  });
});
