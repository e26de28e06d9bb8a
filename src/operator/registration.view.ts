import { fieldsFor, type FieldModel, type Problems } from '../web/forms.js';
import type { ToolSettings } from '../lti/gateway.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../web/page.js';
import type { CopyField, Said } from './said.js';

interface LinkModel extends PageModel {
  copy: CopyField;
  steps: readonly string[];
}

/** One field of Moodle's form: something to paste, or something to choose. */
interface MoodleField {
  copy?: CopyField;
  choose?: { label: string; text: string };
}

interface ManualModel extends PageModel {
  where: string;
  groups: readonly { id: string; heading: string; fields: readonly MoodleField[] }[];
  register: { heading: string; text: string; action: string; fields: readonly FieldModel[]; send: string };
}

const linkPage: PageOf<LinkModel> = pageOf('operator/link');
const manualPage: PageOf<ManualModel> = pageOf('operator/manual');

const trailOf = ({ t }: Said) => [{ label: t('operator.console.back'), href: '/operator' }];

export function registrationLinkPage(said: Said, link: { url: string; expiresAt: Date }): Page {
  const { t, format } = said;
  return linkPage({
    title: t('operator.link.madeTitle'),
    lede: t('operator.link.madeLede', { until: format.dateTime(link.expiresAt) }),
    narrow: true,
    trail: trailOf(said),
    copy: { id: 'link', label: t('operator.link.address'), value: link.url, hint: t('operator.link.once') },
    steps: [t('operator.link.step1'), t('operator.link.step2'), t('operator.link.step3'), t('operator.link.step4')],
  });
}

export function manualRegistration(said: Said, tool: ToolSettings, problems?: Problems): Page {
  const { t } = said;
  const fields = fieldsFor(t, {}, problems);
  const input = (name: string) =>
    fields.field('text', name, { label: t(`operator.manual.${name}`), hint: t(`operator.manual.${name}Hint`) });
  return manualPage({
    title: t('operator.manual.title'),
    lede: t('operator.manual.lede'),
    narrow: true,
    trail: trailOf(said),
    problems: fields.summary,
    where: t('operator.manual.where'),
    groups: [
      { id: 'tool', heading: t('operator.manual.toolHeading'), fields: toolFields(said, tool) },
      {
        id: 'services',
        heading: t('operator.manual.servicesHeading'),
        fields: chosen(said, ['grades', 'members', 'toolSettings']),
      },
      {
        id: 'privacy',
        heading: t('operator.manual.privacyHeading'),
        fields: chosen(said, ['names', 'emails', 'acceptGrades']),
      },
    ],
    register: {
      heading: t('operator.manual.registerHeading'),
      text: t('operator.manual.registerText'),
      action: '/operator/manual',
      fields: [input('address'), input('clientId'), input('deploymentId')],
      send: t('operator.manual.send'),
    },
  });
}

/** In the order of Moodle's form. */
function toolFields(said: Said, tool: ToolSettings): MoodleField[] {
  const paste = (name: string, value: string): MoodleField => ({
    copy: { id: `tool-${name}`, label: said.t(`operator.manual.field.${name}`), value },
  });
  return [
    paste('name', tool.name),
    paste('url', tool.launchUrl),
    paste('description', tool.description),
    ...chosen(said, ['version', 'keyType']),
    paste('keyset', tool.keysUrl),
    paste('login', tool.loginUrl),
    paste('redirect', tool.launchUrl),
    ...Object.entries(tool.custom).map(([name, variable]): MoodleField => ({
      copy: { id: `custom-${name}`, label: said.t('operator.manual.field.custom'), value: `${name}=${variable}` },
    })),
    ...chosen(said, ['chooser', 'container', 'deepLinking']),
    paste('selection', tool.launchUrl),
  ];
}

function chosen({ t }: Said, names: readonly string[]): MoodleField[] {
  return names.map((name) => ({
    choose: { label: t(`operator.manual.field.${name}`), text: t(`operator.manual.choose.${name}`) },
  }));
}
