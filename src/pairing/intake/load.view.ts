/** Answers of another course: choose the file, look at what it says here, save it. */
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import type { ProfileSheet } from './profile-sheet.js';
import type { Loaded } from './portable.rules.js';
import { sectionsOf, type SummarySection } from './summary.view.js';

interface LoadModel extends PageModel {
  file: FieldModel | undefined;
  whoSees: string;
  sections: readonly SummarySection[];
  /** What is saved when the person says so. */
  profile: string | undefined;
  action: string;
  button: string;
}

const loadPage: PageOf<LoadModel> = pageOf('pairing/intake/load');

export function loadView(asked: Asked, problems?: Problems): Page {
  const { t } = asked;
  const form = fieldsFor(t, {}, problems);
  return loadPage({
    title: t('intake.load.title'),
    lede: t('intake.load.lede'),
    problems: form.summary,
    trail: [{ label: t('intake.back'), href: '/profile' }],
    narrow: true,
    file: form.field('text', 'file', { label: t('intake.load.file'), hint: t('intake.load.hint'), type: 'file' }),
    whoSees: t('intake.load.who'),
    sections: [],
    profile: undefined,
    action: '/profile/load',
    button: t('intake.load.look'),
  });
}

/** @param sheet with the answers as they would be */
export function confirmView(asked: Asked, sheet: ProfileSheet, found: { loaded: Loaded; text: string }): Page {
  const { t, format } = asked;
  const { unfit } = found.loaded;
  return loadPage({
    title: t('intake.load.confirm'),
    lede: t('intake.load.confirmLede'),
    banner:
      unfit.length === 0
        ? undefined
        : {
            tone: 'info',
            text: t('intake.load.unfit', { fields: format.list(unfit.map((field) => t(`intake.${field}.short`))) }),
          },
    trail: [{ label: t('intake.load.title'), href: '/profile/load' }],
    narrow: true,
    file: undefined,
    whoSees: t('intake.load.whoSaved'),
    sections: sectionsOf(asked, sheet),
    profile: found.text,
    action: '/profile/load/save',
    button: t('intake.load.save'),
  });
}
