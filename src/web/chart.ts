/**
 * Pictures of numbers, as models of the partials that draw them: inline SVG by the server, without script and without inline style.
 * Lengths come from d3-scale and lines from d3-shape, in units of the drawing; every number stands beside its mark as text, so the
 * picture can be read without colour, on paper and by ear. At most {@link marksAtMost} marks; no person is a mark.
 */
import { scaleLinear, scalePoint } from 'd3-scale';
import { line } from 'd3-shape';

export const marksAtMost = 12;

export interface Mark {
  label: string;
  value: number;
  /** The value, or what it says, in words. */
  text: string;
  /** The one to look at. */
  strong?: boolean;
}

/** `partials/columns`: upright, for short labels; what the caption says is the finding. */
export interface ColumnsModel {
  caption: string;
  columns: readonly { label: string; value: string; height: number; strong: boolean }[];
}

/** Of the drawing, 130 high, with room for the number above. */
const columnHeight = 90;

export function columnsOf(caption: string, marks: readonly Mark[]): ColumnsModel {
  const height = scaleLinear([0, mostOf(marks)], [0, columnHeight]);
  return {
    caption,
    columns: marks.slice(0, marksAtMost).map(({ label, value, text, strong = false }) => ({
      ...{ label, value: text, strong },
      height: rounded(height(value)),
    })),
  };
}

/** `partials/bars`: lying, for long labels; a table whose last column is drawn. */
export interface BarsModel {
  caption: string;
  heads: readonly [label: string, value: string];
  bars: readonly {
    label: string;
    href: string | undefined;
    text: string;
    length: number;
    /** As far as it could go. */
    possible: number;
    strong: boolean;
  }[];
}

export interface LongMark extends Mark {
  /** What the value is a part of. */
  of?: number;
  /** Inside the visit. */
  href?: string;
}

/** Of the drawing's width. */
const barLength = 100;

export function barsOf(
  { caption, heads }: { caption: string; heads: readonly [label: string, value: string] },
  marks: readonly LongMark[],
): BarsModel {
  const shown = marks.slice(0, marksAtMost);
  const length = scaleLinear(
    [0, mostOf(shown.map(({ value, of = 0 }) => ({ value: Math.max(value, of) })))],
    [0, barLength],
  );
  return {
    ...{ caption, heads },
    bars: shown.map(({ label, href, value, of, text, strong = false }) => ({
      ...{ label, href, text, strong },
      length: rounded(length(value)),
      possible: rounded(length(of ?? value)),
    })),
  };
}

/** `partials/line`: what went on in time, oldest first. */
export interface LineModel {
  caption: string;
  /** The same as a table, for who does not look. */
  heads: readonly [label: string, value: string];
  width: number;
  height: number;
  /** Of an SVG path. */
  path: string;
  points: readonly { x: number; y: number; label: string; value: string; title: string; text: string }[];
  target: { y: number; text: string } | undefined;
}

export interface Point {
  value: number;
  /** Below and above the point: a few letters. */
  label: string;
  short: string;
  /** Their row in the table. */
  title: string;
  text: string;
}

const lineSize = { width: 360, height: 150, side: 28, top: 28, bottom: 30 };

/** @param most the end of the scale, and `target` on it; of more than {@link marksAtMost} points the last ones are drawn */
export function lineOf(
  { caption, heads }: { caption: string; heads: readonly [label: string, value: string] },
  points: readonly Point[],
  { most, target }: { most: number; target?: { value: number; text: string } },
): LineModel {
  const { width, height, side, top, bottom } = lineSize;
  const shown = points.slice(-marksAtMost);
  const across = scalePoint(
    shown.map((_point, index) => index),
    [side, width - side],
  );
  const up = scaleLinear([0, most], [height - bottom, top]).clamp(true);
  const placed = shown.map(({ value, short, ...words }, index) => ({
    ...{ ...words, value: short },
    x: rounded(across(index) ?? side),
    y: rounded(up(value)),
  }));
  const path = line<(typeof placed)[number]>(
    ({ x }) => x,
    ({ y }) => y,
  )(placed);
  return {
    ...{ caption, heads, width, height, path: path ?? '', points: placed },
    target: target && { y: rounded(up(target.value)), text: target.text },
  };
}

/** Where all are 0 every mark has no length; never less than one, so that nothing is divided by it. */
function mostOf(marks: readonly Pick<Mark, 'value'>[]): number {
  return Math.max(1, ...marks.map(({ value }) => value));
}

function rounded(length: number): number {
  return Math.round(length * 10) / 10;
}
