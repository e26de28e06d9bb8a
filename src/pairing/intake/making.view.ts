import type { fieldsFor } from '../../web/forms.js';
import type { Asked } from '../../web/routing.js';
import type { AskedField } from './profile.js';
import type { ProfileSheet } from './profile-sheet.js';

/** What the blocks of a form are made of. */
export interface Making {
  asked: Asked;
  sheet: ProfileSheet;
  /** What stands on the page. */
  shown: readonly AskedField[];
  field: ReturnType<typeof fieldsFor>['field'];
  /** What was posted of a field, else what is stored. */
  valueOf(name: string): string;
}
