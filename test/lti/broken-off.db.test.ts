import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { useStore } from '../support/store.js';
import { startTool, type TestTool } from './support/tool.js';

const store = useStore();
let tool: TestTool;

beforeAll(async () => {
  tool = await startTool(store.connection());
});
afterAll(() => tool.close());

test('a body that breaks off half-way: not an error of ours', async () => {
  const before = tool.failures.length;
  const errors = tool.errors.length;
  for (const address of [tool.login, tool.launch]) {
    await new Promise<void>((resolve) => {
      const sent = request(address, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': 1000 },
      });
      sent.on('error', () => resolve());
      sent.write('id_token=abc', () => setTimeout(() => sent.destroy(), 50));
    });
  }
  for (let tries = 0; tries < 100 && tool.failures.length + tool.errors.length < before + errors + 2; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(tool.errors.length).toBe(errors);
  expect(tool.failures.slice(before).map(({ code }) => code)).toEqual(['form_unreadable', 'form_unreadable']);
});
