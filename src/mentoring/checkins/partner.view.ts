/** A check-in as a partner reads it, with a place for one line back. */
import { takesPartHere } from '../../course/roster/person.js';
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { moment } from '../../web/moments.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { factsOf, nameOf, partnerPath, titleOf, turnTitle, type Fact } from './checkins.view.js';
import type { PartnerCheckin } from './replies.service.js';

interface PartnerModel extends PageModel {
  whoSees: string;
  facts: readonly Fact[];
  none: string | undefined;
  reply: string | undefined;
  form:
    { action: string; encourageAction: string; occurrence: string; field: FieldModel; whoReads: string } | undefined;
  encourage: boolean;
  others: readonly { href: string; label: string }[];
}

const partnerPage: PageOf<PartnerModel> = pageOf('mentoring/checkins/of-partner');

export function partnerCheckin(asked: Asked, shown: PartnerCheckin, problems?: Problems): Page {
  const { t, format, query } = asked;
  const { activity, person, checkin, answers, sentAt, plan, reply } = shown;
  const { name } = person;
  const planned = plan.find(({ occurrence }) => occurrence === checkin.occurrence);
  const fields = fieldsFor(t, { text: reply?.text ?? '' }, problems);
  const path = `/checkins/${activity.activityId}/of/${encodeURIComponent(person.personId)}`;
  const isHere = takesPartHere(person) && !asked.visit.preview;
  return partnerPage({
    title: t('checkins.partners.title', {
      title: planned ? turnTitle(t, activity, planned) : titleOf(t, activity),
      name,
    }),
    lede: t('checkins.partners.lede', { when: format.dateTime(sentAt) }),
    banner: bannerOf(asked, shown),
    problems: fields.summary,
    trail: [
      {
        label: query.from === 'home' ? t('web.tab.home') : t('checkins.partners.back'),
        href: query.from === 'home' ? '/mentoring' : `/checkins/${activity.activityId}`,
      },
    ],
    narrow: true,
    whoSees: t('checkins.partners.whoSees', { name }),
    facts: factsOf(t, answers, checkin.form),
    none: answers.length === 0 ? t('checkins.partners.kept', { name }) : undefined,
    reply: replyText(asked, shown),
    form: isHere
      ? {
          ...{ action: `${path}/reply`, encourageAction: `${path}/encourage`, occurrence: checkin.occurrence },
          field: fields.field('textarea', 'text', {
            label: t('checkins.reply.label', { name }),
            rows: 2,
            maxLength: 500,
          }),
          whoReads: t('checkins.reply.whoReads', { name }),
        }
      : undefined,
    encourage: reply === undefined,
    others: shown.others.map((other) => ({ href: partnerPath(other), label: nameOf(t, other.occurrence, plan) })),
  });
}

function bannerOf({ t, query }: Asked, { asksHelp, person: { name } }: PartnerCheckin): PageModel['banner'] {
  if (query.done === 'replied') return { tone: 'good', text: t('checkins.reply.sent', { name }) };
  return asksHelp ? { tone: 'info', text: t('checkins.partners.asked', { name }) } : undefined;
}

function replyText({ t, format, now }: Asked, { reply, person: { name } }: PartnerCheckin): string | undefined {
  if (!reply) return undefined;
  const time = moment(format, reply.at, now);
  return reply.text === undefined
    ? t('checkins.reply.mineShort', { name, time })
    : t('checkins.reply.mine', { text: reply.text, time });
}
