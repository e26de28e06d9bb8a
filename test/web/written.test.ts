import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isAnythingSeen, wordsOf, writtenBlocks, type Block, type Span } from '../../src/web/written.js';

const text = (words: string): Block => ({ kind: 'paragraph', spans: [{ text: words }] });
const spans = (written: string): readonly Span[] => {
  const [block] = writtenBlocks(written);
  return block && 'spans' in block ? block.spans : [];
};

describe('a part of Markdown', () => {
  test.each<[string, Block[]]>([
    ['', []],
    ['Two\n\nparagraphs', [text('Two'), text('paragraphs')]],
    ['# A heading', [{ kind: 'heading', spans: [{ text: 'A heading' }] }]],
    ['> Said', [{ kind: 'quote', blocks: [text('Said')] }]],
    ['- one\n- two', [{ kind: 'list', ordered: false, start: 1, items: [[text('one')], [text('two')]] }]],
    ['3. one', [{ kind: 'list', ordered: true, start: 3, items: [[text('one')]] }]],
    ['```js\na < b\n```', [{ kind: 'code', spans: [{ text: 'a < b' }] }]],
    ['| a | b |', [text('| a | b |')]],
  ])('%j', (written, blocks) => {
    expect(writtenBlocks(written)).toEqual(blocks);
  });

  test('lines end where they were ended, as in texts of before', () => {
    expect(spans('one\ntwo')).toEqual([{ text: 'one' }, { text: '', ends: true }, { text: 'two' }]);
  });

  test('marks within marks', () => {
    expect(spans('**a *b* `c`**')).toEqual([
      { text: 'a ', strong: true },
      { text: 'b', strong: true, emphasis: true },
      { text: ' ', strong: true },
      { text: 'c', strong: true, code: true },
    ]);
  });
});

describe('a link', () => {
  test.each<[string, Span]>([
    ['https://example.org/a', { text: 'https://example.org/a', href: 'https://example.org/a' }],
    ['[My data](https://example.org/a)', { text: 'My data', href: 'https://example.org/a', host: 'example.org' }],
    ['[good.org](https://bad.org)', { text: 'good.org', href: 'https://bad.org', host: 'bad.org' }],
    [
      '[https://good.org bad.org](https://bad.org)',
      { text: 'https://good.org bad.org', href: 'https://bad.org', host: 'bad.org' },
    ],
  ])('%s says where it leads', (written, span) => {
    expect(spans(written)).toEqual([span]);
  });

  test.each([
    '[a](javascript:alert)',
    '[a](data:text/html,x)',
    '[a](//x.org)',
    '[a](https://good.org@bad.org)',
    'a.doc',
    'me@example.org',
  ])('%s is text', (written) => {
    // An address that stands in the rest of it may be one, and leads where it says.
    const led = spans(written).filter(({ href }) => href !== undefined && href !== 'https://good.org');
    expect(led).toEqual([]);
  });

  test('of a picture is a link, so that nobody tells its author who read it when', () => {
    expect(writtenBlocks('![a](https://x.org/a.png)')).toEqual([
      { kind: 'paragraph', spans: [{ text: '!' }, { text: 'a', href: 'https://x.org/a.png', host: 'x.org' }] },
    ]);
  });
});

test('HTML is the signs that were typed', () => {
  const html = '<script>alert(1)</script> <b onclick=x>&lt;</b>';
  expect(wordsOf(writtenBlocks(html))).toBe(html);
  expect(wordsOf(writtenBlocks(`<div>\n${html}\n</div>`))).toContain(html);
});

test.each(['', '#', '- \n- ', '> ', '```\n```', '[](https://x.org)', '\u200B**\u2060**', '* * *'])(
  '%j shows nothing',
  (written) => {
    expect(isAnythingSeen(written)).toBe(false);
  },
);

test('whatever is written is read, in bounded time', () => {
  const sign = fc.constantFrom(...'ab \n#>-*_`[]()!\\1.~<&'.split(''));
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 200 }), (signs) => {
      expect(Array.isArray(writtenBlocks(signs.join('')))).toBe(true);
    }),
  );
  for (const long of [
    '['.repeat(20_000),
    '*a '.repeat(6000),
    '> '.repeat(10_000),
    '`'.repeat(20_000),
    '[a]('.repeat(5000),
  ]) {
    const began = performance.now();
    writtenBlocks(long);
    expect(performance.now() - began).toBeLessThan(1000);
  }
});
