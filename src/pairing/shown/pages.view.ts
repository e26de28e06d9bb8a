/** What most pages of the pairing have: a trail, buttons, and one of two shapes: a form, or lists of rows. */
import type { FieldModel } from '../../web/forms.js';
import { pageOf, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';

export interface Button {
  label: string;
  href?: string;
  action?: string;
  icon?: string;
  tone?: 'primary' | 'outline' | 'quiet';
  fields?: readonly { name: string; value: string }[];
}

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

/** One act that is asked about before it is done. */
export interface QuestionModel extends PageModel {
  text: string;
  button: Button;
  back: Button;
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
export const questionPage: PageOf<QuestionModel> = pageOf('pairing/question');

export function trailTo({ t }: Asked, ...more: readonly { label: string; href: string }[]) {
  return [{ label: t('pairing.tab'), href: '/pairing' }, ...more];
}

/** Says which draft was looked at, so that whoever was faster is noticed. */
export function seenFields(draft: { draftId: string; revision: number }) {
  return [
    { name: 'draftId', value: draft.draftId },
    { name: 'revision', value: String(draft.revision) },
  ];
}
