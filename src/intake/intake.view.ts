import { fieldsFor, type FieldModel, type Problems } from '../web/forms.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../web/page.js';
import type { Asked } from '../web/routing.js';
import type { Translate } from '../web/texts.js';
import { postedFrom, timeZonesOffered, unsaid } from './intake.rules.js';
import type { ProfileSheet } from './intake.service.js';
import { channels, roleWishes } from './profile.js';

interface ProfileModel extends PageModel {
  action: string;
  fields: readonly FieldModel[];
  send: string;
  note: string;
}

const profilePage: PageOf<ProfileModel> = pageOf('intake/profile');

export function profileView(asked: Asked, sheet: ProfileSheet, problems?: Problems): Page {
  const { t, format, visit } = asked;
  const form = fieldsFor(t, postedFrom(sheet.profile, sheet.knownTimeZone), problems);
  const complete = sheet.profile?.completedAt;
  return profilePage({
    title: complete ? t('intake.complete') : t('intake.title'),
    lede: complete ? t('intake.since', { date: format.date(complete) }) : t('intake.lede'),
    problems: form.summary,
    narrow: true,
    tab: '/profile',
    action: '/profile',
    fields: fieldsOf(asked, sheet, form.field),
    send: complete ? t('intake.save') : t('intake.send'),
    note: visit.preview ? t('intake.preview') : t('intake.note'),
  });
}

type MakeField = ReturnType<typeof fieldsFor>['field'];

function fieldsOf({ t, visit }: Asked, sheet: ProfileSheet, field: MakeField): FieldModel[] {
  const topics = sheet.topics.map((topic) => ({ value: topic, label: topic }));
  const words = (name: string) => ({ label: t(`intake.${name}.label`), whoSees: t(`intake.${name}.who`) });
  return [
    field('radios', 'roleWish', {
      ...words('roleWish'),
      options: roleWishes.map((wish) => option(t, `intake.roleWish.${wish}`, wish)),
    }),
    field('checkboxes', 'strong', { ...words('strong'), optional: true, options: topics }),
    field('checkboxes', 'wanted', { ...words('wanted'), optional: true, options: topics }),
    field('radios', 'channel', {
      ...words('channel'),
      options: [
        ...channels.map((channel) => option(t, `intake.channel.${channel}`, channel)),
        { value: unsaid, label: t('intake.unsaid') },
      ],
    }),
    field('select', 'timeZone', {
      ...words('timeZone'),
      options: [
        { value: unsaid, label: t('intake.unsaid') },
        ...timeZonesOffered(sheet.profile?.timeZone, sheet.knownTimeZone).map((zone) => ({
          value: zone,
          label: zone.replaceAll('_', ' '),
        })),
      ],
    }),
    field('checkboxes', 'languages', {
      ...words('languages'),
      hint: t('intake.languages.hint'),
      optional: true,
      options: languageOptions(sheet.languages, visit.locale),
    }),
  ];
}

function option(t: Translate, key: string, value: string) {
  return { value, label: t(`${key}.label`), hint: t(`${key}.hint`) };
}

/** By the reader's names for them, in the reader's alphabet. */
function languageOptions(codes: readonly string[], locale: string) {
  const names = new Intl.DisplayNames([locale, 'en'], { type: 'language' });
  return codes
    .map((code) => ({ value: code, label: names.of(code) ?? code }))
    .sort((one, other) => one.label.localeCompare(other.label, locale));
}
