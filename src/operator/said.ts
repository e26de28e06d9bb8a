/** What the console's pages share: the reader's language, and the models of the partials they use. */
import type { Formats, Translate } from '../web/texts.js';

export interface Said {
  t: Translate;
  format: Formats;
}

export interface Button {
  action?: string;
  href?: string;
  label: string;
  tone?: 'primary' | 'outline' | 'quiet';
  about?: string;
}

export interface Cell {
  text?: string;
  note?: string;
  chip?: { tone: string; text: string; icon?: string };
}

export interface TableModel {
  caption: string;
  columns: readonly { label: string; end?: boolean }[];
  hasActions: boolean;
  rows: readonly {
    title: string;
    href?: string;
    note?: string;
    cells: readonly Cell[];
    actions?: readonly Button[];
  }[];
}

/** A heading with its table, or with a sentence when there is nothing to list. */
export interface Listing {
  id: string;
  heading: string;
  text?: string;
  table?: TableModel | undefined;
  empty: string;
}

export interface CopyField {
  id: string;
  label: string;
  value: string;
  hint?: string;
}
