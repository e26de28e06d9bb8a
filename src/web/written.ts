/**
 * What somebody wrote in a part of Markdown, as blocks that templates print: paragraphs, headings, lists, quotes, code and
 * links. Nothing else is understood: HTML, pictures and tables stay the signs that were typed, and no markup is ever made
 * from them. Lines end where they were ended.
 */
import MarkdownIt, { type Token } from 'markdown-it';
import { isSeen } from '../shared/seen.js';
import { isWebAddress } from '../shared/web-address.js';

export interface Span {
  text: string;
  strong?: true;
  emphasis?: true;
  code?: true;
  /** An address of the web; `host` is where it leads, where the text does not say it. */
  href?: string;
  host?: string;
  /** The line ends here; `text` is empty. */
  ends?: true;
}

export type Block =
  | { kind: 'paragraph' | 'heading' | 'code'; spans: readonly Span[] }
  | { kind: 'quote'; blocks: readonly Block[] }
  | { kind: 'list'; ordered: boolean; start: number; items: readonly (readonly Block[])[] };

/** Only these rules of the parser are at work: whatever it learns later stays text. */
const understood = {
  block: ['paragraph', 'heading', 'lheading', 'list', 'blockquote', 'code', 'fence'],
  inline: ['text', 'newline', 'escape', 'backticks', 'emphasis', 'link', 'autolink'],
};

const parser = new MarkdownIt('zero', { html: false, breaks: true, linkify: true, maxNesting: 12 }).enable([
  ...understood.block,
  ...understood.inline,
  ...['balance_pairs', 'linkify'],
  'fragments_join',
]);
parser.validateLink = isWebAddress;
// Only what is written as an address is one: `report.doc` is no link.
parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });

export function writtenBlocks(text: string): Block[] {
  return blocksFrom(new Reading(parser.parse(text, {})), undefined);
}

/** Whether anything of it is seen: signs that only mark a text are no words. */
export function isAnythingSeen(text: string): boolean {
  return isSeen(wordsOf(writtenBlocks(text)));
}

/** All that is read, without its marks. */
export function wordsOf(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      if (block.kind === 'list') return block.items.map(wordsOf).join('\n');
      if (block.kind === 'quote') return wordsOf(block.blocks);
      return block.spans.map(({ text, ends }) => (ends ? '\n' : text)).join('');
    })
    .join('\n');
}

class Reading {
  private place = 0;
  constructor(private readonly tokens: readonly Token[]) {}

  next(): Token | undefined {
    const token = this.tokens[this.place];
    this.place += 1;
    return token;
  }
}

/** Up to the token that closes what was opened. */
function blocksFrom(reading: Reading, until: string | undefined): Block[] {
  const blocks: Block[] = [];
  for (let token = reading.next(); token && token.type !== until; token = reading.next()) {
    const block = blockFrom(reading, token);
    if (block) blocks.push(block);
  }
  return blocks;
}

function blockFrom(reading: Reading, token: Token): Block | undefined {
  switch (token.type) {
    case 'paragraph_open':
      return { kind: 'paragraph', spans: spansIn(reading, 'paragraph_close') };
    case 'heading_open':
      return { kind: 'heading', spans: spansIn(reading, 'heading_close') };
    case 'code_block':
    case 'fence':
      return { kind: 'code', spans: [{ text: token.content.replace(/\n$/, '') }] };
    case 'blockquote_open':
      return { kind: 'quote', blocks: blocksFrom(reading, 'blockquote_close') };
    case 'bullet_list_open':
      return { kind: 'list', ordered: false, start: 1, items: itemsFrom(reading, 'bullet_list_close') };
    case 'ordered_list_open': {
      const start = Number(token.attrGet('start') ?? 1);
      return { kind: 'list', ordered: true, start, items: itemsFrom(reading, 'ordered_list_close') };
    }
    default:
      return undefined;
  }
}

function itemsFrom(reading: Reading, until: string): Block[][] {
  const items: Block[][] = [];
  for (let token = reading.next(); token && token.type !== until; token = reading.next())
    if (token.type === 'list_item_open') items.push(blocksFrom(reading, 'list_item_close'));
  return items;
}

function spansIn(reading: Reading, until: string): Span[] {
  const spans: Span[] = [];
  for (let token = reading.next(); token && token.type !== until; token = reading.next())
    spans.push(...spansFrom(token.children ?? []));
  return spans;
}

type Marks = Pick<Span, 'strong' | 'emphasis' | 'href'>;

const openings: Readonly<Record<string, (token: Token) => Marks>> = {
  strong_open: () => ({ strong: true }),
  em_open: () => ({ emphasis: true }),
  link_open: (token) => ({ href: String(token.attrGet('href') ?? '') }),
};

function spansFrom(tokens: readonly Token[]): Span[] {
  const open: Marks[] = [];
  return tokens.flatMap((token): Span[] => {
    const opening = openings[token.type];
    if (opening) open.push(opening(token));
    if (token.type.endsWith('_close')) open.pop();
    if (token.type === 'softbreak' || token.type === 'hardbreak') return [{ text: '', ends: true }];
    if (token.content === '' || opening) return [];
    const span = Object.assign(
      { text: token.content },
      ...open,
      token.type === 'code_inline' ? { code: true } : {},
    ) as Span;
    return [withHost(span)];
  });
}

/** A link cannot look like another place: its host stands beside words that do not say it. */
function withHost(span: Span): Span {
  if (span.href === undefined) return span;
  const { host, protocol } = new URL(span.href);
  return span.text.startsWith(`${protocol}//${host}`) ? span : { ...span, host };
}
