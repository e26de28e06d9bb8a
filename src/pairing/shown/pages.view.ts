/** Two shapes that most pages of this folder have: a form with its button, and lists of rows. */
import type { FieldModel } from '../../web/forms.js';
import { pageOf, type PageModel, type PageOf } from '../../web/page.js';
import type { Button } from '../board/rows.view.js';

export interface FormModel extends PageModel {
  action: string;
  fields: readonly { name: string; value: string }[];
  questions: readonly FieldModel[];
  text: string | undefined;
  whoSees: string;
  /** Absent: there is nothing to send. */
  button: string | undefined;
  others: readonly Button[];
}

export interface ListRow {
  title: string;
  href?: string;
  text?: string;
  meta?: string;
  icon?: string;
  tone?: 'good' | 'warn' | 'info' | 'calm';
  actions?: readonly Button[];
}

export interface ListModel extends PageModel {
  sections: readonly { id: string; title: string; rows: readonly ListRow[] }[];
  empty: string | undefined;
  paging: { text: string; previousHref: string | undefined; nextHref: string | undefined } | undefined;
  others: readonly Button[];
}

export const formPage: PageOf<FormModel> = pageOf('pairing/form');
export const listPage: PageOf<ListModel> = pageOf('pairing/list');
