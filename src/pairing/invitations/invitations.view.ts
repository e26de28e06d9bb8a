/** Who was invited and who waits: for coordinators. */
import type { Page } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { listPage, type ListRow, type Button, trailTo } from '../shown/pages.view.js';
import { namesOf } from '../shown/names.view.js';
import { isReminded, waitingFor } from '../publishing/invitations.rules.js';
import type { InvitationSheet, InvitationsSheet } from './invitations.service.js';

const order: readonly InvitationSheet['state'][] = ['gone', 'declined', 'expired', 'waiting', 'accepted'];
const tones = { gone: 'warn', declined: 'warn', expired: 'warn', waiting: 'info', accepted: 'good' } as const;
const icons = { gone: 'triangle', declined: 'triangle', expired: 'clock', waiting: 'clock', accepted: 'tick' } as const;

export function invitationsView(asked: Asked, { sheets, people }: InvitationsSheet): Page {
  const { t, query } = asked;
  const sections = order
    .map((state) => ({ state, those: sheets.filter((sheet) => sheet.state === state) }))
    .filter(({ those }) => those.length > 0)
    .map(({ state, those }) => ({
      id: state,
      title: t(`invitations.list.${state}`, { count: those.length }),
      rows: those.map((sheet) => rowOf(asked, sheet, people)),
    }));
  const waiting = sheets.filter(({ state }) => state === 'waiting').length;
  return listPage({
    title: t('invitations.list.title', { count: waiting }),
    lede: t('invitations.list.lede'),
    banner: query.done === 'answered' ? { tone: 'good', text: t('invitations.done.answered') } : undefined,
    trail: trailTo(asked),
    tab: '/pairing',
    sections,
    empty: sections.length > 0 ? undefined : t('invitations.list.none'),
    paging: undefined,
    others: [],
  });
}

function rowOf(asked: Asked, sheet: InvitationSheet, people: InvitationsSheet['people']): ListRow {
  const { t, format, now } = asked;
  const { invitation, pair, form, state } = sheet;
  const names = namesOf(t, format, people);
  const open = waitingFor(invitation);
  const due = format.dateTime(invitation.dueAt);
  const reminded = isReminded(invitation, now) ? 'Reminded' : '';
  const said = invitation.memberIds
    .filter((memberId) => invitation.answers[memberId]?.reason)
    .map((memberId) =>
      t('invitations.list.reason', { name: names.name(memberId), reason: invitation.answers[memberId]?.reason ?? '' }),
    );
  return {
    title: names.pair(form, pair.members),
    text:
      state === 'waiting'
        ? t(`invitations.list.waits${reminded}`, { people: format.list(open.map(names.name)), time: due })
        : t(`invitations.list.${state}Text`),
    ...(said.length > 0 && { meta: format.list(said) }),
    ...{ icon: icons[state], tone: tones[state] },
    actions:
      state === 'waiting'
        ? open.flatMap((memberId) => actionsFor(asked, invitation, [memberId, names.name(memberId)]))
        : [],
  };
}

function actionsFor(
  { t }: Asked,
  { invitationId }: InvitationSheet['invitation'],
  [personId, name]: readonly [string, string],
): Button[] {
  const fields = (answer: string) => [
    { name: 'invitationId', value: invitationId },
    { name: 'personId', value: personId },
    { name: 'answer', value: answer },
  ];
  const action = '/pairing/invitations';
  return [
    { label: t('invitations.list.accept', { name }), action, fields: fields('accepted') },
    { label: t('invitations.list.decline', { name }), tone: 'quiet', action, fields: fields('declined') },
  ];
}
