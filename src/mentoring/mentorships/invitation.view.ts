/** An invitation as the invited person reads it. */
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { isReminded } from '../../pairing/publishing/invitations.rules.js';
import type { InvitedSheet } from './mentorships.service.js';
import { partnerCard, type PartnerCard } from './partners.view.js';

interface InvitationModel extends PageModel {
  partners: readonly PartnerCard[];
  /** Absent: answered already, or a preview. */
  answer: { accept: string; decline: string; questions: readonly FieldModel[] } | undefined;
}

const invitationPage: PageOf<InvitationModel> = pageOf('mentoring/mentorships/invitation');

export function invitationView(asked: Asked, invited: InvitedSheet, zone: string, problems?: Problems): Page {
  const { t, format, visit, now } = asked;
  const { invitation } = invited.sheet;
  const names = invited.partners.map(({ person }) => person.name);
  const open = invitation.answers[visit.personId] === undefined;
  const form = fieldsFor(t, {}, problems);
  const values = { people: format.list(names), time: format.dateTime(invitation.dueAt) };
  const due = isReminded(invitation, now) ? 'invitations.mine.ledeReminded' : 'invitations.mine.lede';
  return invitationPage({
    title: t(open ? 'invitations.mine.title' : 'invitations.mine.waitsTitle', values),
    lede: t(open ? due : 'invitations.mine.waits', values),
    problems: form.summary,
    tab: '/mentoring',
    partners: invited.partners.map((sheet) => partnerCard(asked, sheet, zone)),
    answer: open
      ? {
          accept: `/invitations/${invitation.invitationId}/accept`,
          decline: `/invitations/${invitation.invitationId}/decline`,
          questions: [
            form.field('radios', 'another', {
              label: t('invitations.mine.another'),
              options: ['yes', 'no'].map((value) => ({ value, label: t(`invitations.mine.${value}`) })),
            }),
            form.field('textarea', 'reason', {
              label: t('invitations.mine.reason'),
              optional: true,
              maxLength: 500,
              private: true,
            }),
          ],
        }
      : undefined,
  });
}
