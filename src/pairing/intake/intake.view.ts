/** The one page of the questions. */
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { newFields } from './asking.rules.js';
import { blocksOf, sharesField, withheldField, type Block } from './blocks.view.js';
import type { Making } from './making.view.js';
import type { ProfileSheet } from './profile-sheet.js';
import { postedFrom } from './posted.rules.js';
import type { AskedField } from './profile.js';

interface FormModel extends PageModel {
  action: string;
  /** What the teacher says first. */
  intro: string | undefined;
  /** What stands on this page, posted with it. */
  shown: string;
  blocks: readonly Block[];
  shares: FieldModel | undefined;
  withheld: FieldModel | undefined;
  send: string;
  /** Puts it aside; absent once it was sent. */
  later: string | undefined;
  note: string;
  /** Answers of another course, where nothing was said here yet. */
  load: { label: string; href: string } | undefined;
}

const formPage: PageOf<FormModel> = pageOf('pairing/intake/form');

/** @param fields those that stand on the page */
export function formView(asked: Asked, sheet: ProfileSheet, fields: readonly AskedField[], problems?: Problems): Page {
  const { t, visit } = asked;
  const { saved, questions } = sheet;
  const stored = postedFrom(sheet);
  const form = fieldsFor(t, stored, problems);
  const valueOf = (name: string): string => {
    const value = (problems?.posted ?? stored)[name];
    return typeof value === 'string' ? value : '';
  };
  const making: Making = { asked, sheet, shown: fields, field: form.field, valueOf };
  const isSent = saved?.completedAt !== undefined;
  return formPage({
    ...(isSent ? sentWords(asked, fields.length < sheet.fields.length ? fields.length : 0) : unsentWords(asked)),
    banner: bannerOf(asked),
    problems: form.summary?.map(({ field, text }) => ({ field: idOf(field), text })),
    narrow: true,
    action: '/profile/form',
    intro: questions.intro === '' ? undefined : questions.intro,
    shown: fields.join(' '),
    blocks: blocksOf(making),
    shares: sharesField(making),
    withheld: withheldField(making),
    note: t(visit.preview ? 'intake.preview' : 'intake.note'),
    load: saved ? undefined : { label: t('intake.load.title'), href: '/profile/load' },
  });
}

type Words = Pick<FormModel, 'title' | 'lede' | 'trail' | 'send' | 'later'>;

function unsentWords({ t }: Asked): Words {
  return { title: t('intake.title'), lede: t('intake.lede'), send: t('intake.send'), later: t('intake.later') };
}

/** @param added how many new questions there are, where only these are on the page */
function sentWords({ t }: Asked, added: number): Words {
  return {
    title: added === 0 ? t('intake.title') : t('intake.titleNew', { count: added }),
    lede: t('intake.changing'),
    trail: [{ label: t('intake.back'), href: '/profile' }],
    send: t('intake.save'),
    later: undefined,
  };
}

/** Of a page as it was posted, or all that the course asks, or with `?only=new` what was added since. */
export function fieldsOnPage(
  { query }: Pick<Asked, 'query'>,
  sheet: ProfileSheet,
  problems?: Problems,
): readonly AskedField[] {
  const posted = problems?.posted.shown;
  const asked =
    typeof posted === 'string' ? posted.split(' ') : query.only === 'new' ? newFields(sheet.saved, sheet.fields) : [];
  const some = sheet.fields.filter((field) => asked.includes(field));
  return some.length > 0 ? some : sheet.fields;
}

/** Where the first control of a problem's question is. */
function idOf(field: string): string {
  if (field === 'strong' || field === 'wanted' || field === 'topics') return 'topic-0';
  return field === 'part' ? 'availability' : field;
}

function bannerOf({ t, query }: Asked): PageModel['banner'] {
  return query.done === 'later' ? { tone: 'good', text: t('intake.savedForLater') } : undefined;
}
