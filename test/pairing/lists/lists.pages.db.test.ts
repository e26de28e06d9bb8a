import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { pagesOf } from '../pages.js';
import { publish } from '../../support/publishing.js';

const store = useStore();
let site: TestSite;
let course: ReturnType<typeof pagesOf>;
let count = 0;

beforeAll(async () => {
  site = await startSite(store.connection());
});
beforeEach(() => {
  count += 1;
  course = pagesOf(site, `lists-${count}`);
});
afterAll(() => site.close());

const pairs = 'mentor,mentee\nAmara Example,Ana Example\nJonas Example,Ben Example\n';
const csv = (content: string | Uint8Array) => new File([content], 'pairs.csv', { type: 'text/csv' });
const utf16 = (text: string) => new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'));

async function send(content: string | Uint8Array) {
  const tess = await course.arrive('tess', 'teacher');
  return { tess, page: await (await tess.get('/pairing/lists')).submit('Look at the file', { file: csv(content) }) };
}

describe('pairs as a list', () => {
  test('come back as a draft of locked pairs, once they were looked at', async () => {
    const { tess, draft } = await course.draftOfFour();
    await publish(draft);
    const out = (await tess.get('/pairing/lists/pairs')).html;
    expect(out).toContain('mentor,mentee,mentor id,mentee id,score');
    const read = await (await tess.get('/pairing/lists')).submit('Look at the pasted pairs', { pairs: out });
    expect(read.title).toBe('2 pairs were read');
    expect((await tess.get('/pairing/draft')).path).toBe('/pairing');
    const made = await read.submit('Make a draft of these pairs');
    expect(made.title).toBe('Draft: 2 pairs');
    expect(made.text).toContain('Locked by you');
    expect((await tess.get('/pairing/lists/read')).path).toBe('/pairing/lists');
  });

  test('go out for Moodle as groups in a grouping, and people with what they said', async () => {
    const { tess } = await course.draftOfFour();
    expect((await tess.get('/pairing/lists/groups')).html).toContain('groupname,description,groupingname');
    expect((await tess.get('/pairing/lists/people')).html).toContain('Academic writing');
    expect((await tess.get('/pairing/lists')).text).toContain('Moodle’s import takes no members');
  });

  test('with a bad line change nothing and name it', async () => {
    await course.people({ ana: {}, ben: {} });
    const tess = await course.arrive('tess', 'teacher');
    const bad = 'mentor,mentee\nAna Example,Nobody\nTess Example,Ben Example\nAna Example';
    const read = await (await tess.get('/pairing/lists')).submit('Look at the pasted pairs', { pairs: bad });
    expect(read.status).toBe(422);
    expect(read.text).toContain('Line 2, "Nobody": nobody in this course has this name.');
    expect(read.text).toContain('Line 3, "Tess Example": is one of the teachers here.');
    expect(read.text).toContain('Line 4, "Ana Example": write the people of one pair');
    expect(read.$('textarea').val()).toBe(bad);
    expect((await tess.get('/pairing/lists/read')).path).toBe('/pairing/lists');
  });

  test('know nobody of another course', async () => {
    const elsewhere = pagesOf(site, `elsewhere-${count}`);
    await elsewhere.people({ zoe: {} });
    await course.people({ ana: {} });
    const { page } = await send('mentor id,mentee id\nana,zoe\n');
    expect(page.text).toContain('Line 2, "zoe": nobody in this course has this name.');
  });
});

describe('a file', () => {
  beforeEach(() => course.people({ amara: {}, jonas: {}, ana: {}, ben: {} }));

  test.each([
    ['UTF-8', pairs],
    ['Excel’s Unicode text', utf16(pairs.replaceAll(',', '\t').replaceAll('\n', '\r\n'))],
  ])('of %s is read and shown', async (_how, content) => {
    const { page } = await send(content);
    expect(page.title).toBe('2 pairs were read');
    expect(page.text).toContain('pairs.csv');
    expect((await page.submit('Make a draft of these pairs')).title).toBe('Draft: 2 pairs');
  });

  test('with a bad line comes back as text to be mended', async () => {
    const { page } = await send(`${pairs}Nobody,Ana Example\n`);
    expect(page.status).toBe(422);
    expect(page.text).toContain('Line 4, "Nobody"');
    expect(page.$('textarea').val()).toContain('Nobody,Ana Example');
  });

  test.each([
    ['no file', '', 'Paste at least one pair.'],
    ['a workbook', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), 'This is a spreadsheet and not a list.'],
    ['zeros', new Uint8Array([65, 0, 66, 67, 68]), 'This is not a text file.'],
    ['more than it takes', 'x'.repeat(3_000_000), 'The file is larger than 1 MB.'],
  ])('is refused in words: %s', async (_what, content, words) => {
    const { page } = await send(content);
    expect(page.status).toBe(422);
    expect(page.text).toContain(words);
  });

  test('that was not chosen is asked for', async () => {
    const tess = await course.arrive('tess', 'teacher');
    const page = await (await tess.get('/pairing/lists')).submit('Look at the file');
    expect(page.text).toContain('Choose a file first.');
  });

  test.each([
    ['no boundary', 'multipart/form-data', 'x'],
    [
      'no end',
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
    ],
    [
      'no end of a field',
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="x"\r\n\r\nabc',
    ],
    ['no end of the names', 'multipart/form-data; boundary=b', '--b\r\nContent-Disp'],
    ['nothing', 'multipart/form-data; boundary=b', ''],
  ])('whose parts are broken is an answer, not a fault: %s', async (_what, type, body) => {
    const tess = await course.arrive('tess', 'teacher');
    const page = await tess.forge('/pairing/lists/file', body, { 'content-type': type });
    expect([400, 422]).toContain(page.status);
  });
});

describe('what was looked at', () => {
  beforeEach(() => course.people({ amara: {}, jonas: {}, ana: {}, ben: {} }));

  test('is what is made, or it is shown again', async () => {
    const { tess, page } = await send(pairs);
    await course.people({ late: {} });
    const again = await page.submit('Make a draft of these pairs');
    expect(again.text).toContain('Something has changed since you looked');
    expect((await tess.get('/pairing/draft')).path).toBe('/pairing');
    expect((await again.submit('Make a draft of these pairs')).title).toBe('Draft: 2 pairs');
  });

  test('takes no other draft’s place than the one that was named', async () => {
    const { tess, page } = await send(pairs);
    const made = await course.made((await tess.get('/pairing')).submit('Make the draft', { mode: 'mentoring' }));
    expect((await page.submit('Make a draft of these pairs')).text).toContain('Something has changed');
    expect((await tess.get('/pairing/draft')).title).toBe(made.title);
  });

  test('says which pair a new rule is against, and cannot be made any more', async () => {
    const { tess, page } = await send(pairs);
    const rule = { kind: 'never', one: 'Amara Example', other: 'Ana Example' };
    await (await tess.get('/pairing/rules')).submit('Save the rule', rule);
    const again = await page.submit('Make a draft of these pairs');
    expect(again.text).toContain('1 pair is no longer possible');
    expect(again.$('form[action$="/pairing/lists/import"]')).toHaveLength(0);
  });

  test('is replaced by the next list of the same teacher, and made once', async () => {
    const { tess, page } = await send(pairs);
    await send('mentor,mentee\nAmara Example,Ben Example\n');
    expect((await page.submit('Make a draft of these pairs')).text).toContain('Something has changed');
    const next = await tess.get('/pairing/lists/read');
    expect((await next.submit('Make a draft of these pairs')).title).toBe('Draft: 1 pair');
    expect((await next.submit('Make a draft of these pairs')).path).toBe('/pairing/lists');
  });
});
