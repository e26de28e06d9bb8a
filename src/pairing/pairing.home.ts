import type { HomeContribution, Work } from '../home/home.js';
import type { Roster } from '../course/roster/person.js';
import { severalIn, severalOf } from '../course/roster/words.view.js';
import { second } from '../shared/clock.js';
import { moment } from '../web/moments.js';
import type { Asked } from '../web/routing.js';
import type { AmendmentsService, SeekersSheet } from './after/amendments.service.js';
import { isNearlyFull } from './after/load.rules.js';
import type { WaitingPlace } from './after/standing.service.js';
import type { Pairings } from './words/draft.js';
import type { InvitationsService } from './invitations/invitations.service.js';

export interface PairingHomeNeeds {
  pairing: Pick<Pairings, 'round' | 'waitingDraft'>;
  amendments: Pick<AmendmentsService, 'seekers' | 'waitingPlace'>;
  invitations: Pick<InvitationsService, 'sheet'>;
  roster: Pick<Roster, 'learners'>;
}

/** Who has no partner, who asks for another, drafts that wait; and where somebody waits for one. */
export function pairingHome({ pairing, amendments, invitations, roster }: PairingHomeNeeds): HomeContribution {
  async function unpublishedRows({ t, visit }: Asked): Promise<Work[]> {
    const count = (await roster.learners(visit.courseId)).length;
    if (count === 0) return [];
    return [
      {
        ...{ item: 'pair', urgency: 'decision', size: count, icon: 'people', tone: 'warn' },
        title: t('pairing.work.pair.title', { count }),
        text: t('pairing.work.pair.text'),
        actions: [{ label: t('pairing.work.pair.button'), href: '/pairing' }],
      },
    ];
  }

  return {
    async work(asked) {
      const { courseId } = asked.visit;
      const [sheet, invited, draft] = await Promise.all([
        amendments.seekers(courseId, asked.now),
        invitations.sheet(courseId, asked.now),
        pairing.waitingDraft(courseId),
      ]);
      const unanswered = invited.sheets.filter(({ state }) => state === 'waiting').length;
      return [
        ...seekerRows(asked, sheet),
        ...shortRows(asked, sheet),
        ...fullRows(asked, sheet),
        ...invitedRows(asked, unanswered),
        ...(draft
          ? [draftRow(asked, draft)]
          : sheet.published
            ? aloneRows(asked, sheet)
            : await unpublishedRows(asked)),
      ];
    },

    async own(asked) {
      const { t, visit, now } = asked;
      const round = await pairing.round(visit.courseId);
      if (round?.publishedDraftId === undefined) {
        const headline = { order: 'idle' as const, title: t('pairing.home.waiting.title') };
        return { headline: { ...headline, lede: t('pairing.home.waiting.lede') } };
      }
      const waiting = await amendments.waitingPlace(visit.courseId, visit.personId, now);
      const lede = waiting ? waitingText(asked, waiting) : t('pairing.home.unpaired.lede');
      return { headline: { order: 'settled', title: t('pairing.home.unpaired.title'), lede } };
    },
  };
}

/** The draft, and publishing it. */
export function beginningHomes({ pairing }: Pick<PairingHomeNeeds, 'pairing'>): HomeContribution[] {
  const standing = async ({ visit: { courseId } }: Asked) => {
    const [round, draft] = await Promise.all([pairing.round(courseId), pairing.waitingDraft(courseId)]);
    return { draft, isPublished: round?.publishedDraftId !== undefined };
  };
  return [
    {
      async start(asked) {
        const { t } = asked;
        const { draft, isPublished } = await standing(asked);
        const [title, done] = [t('pairing.start.draft'), isPublished || draft !== undefined];
        const note = draft ? t('pairing.start.waits', { count: draft.pairs }) : t('pairing.start.none');
        return { at: 20, done, title, note, link: { label: title, href: draft ? '/pairing/draft' : '/pairing' } };
      },
    },
    {
      async start(asked) {
        const { draft, isPublished } = await standing(asked);
        const title = asked.t('pairing.start.publish');
        const note = asked.t('pairing.start.unseen');
        return {
          at: 30,
          done: isPublished,
          title,
          note,
          link: { label: title, href: draft ? '/pairing/draft' : '/pairing' },
        };
      },
    },
  ];
}

/** Only what can be known: who is before them, what is free, and when all pairs are looked at again. */
function waitingText({ t, format }: Asked, waiting: WaitingPlace): string {
  const { position, of, waitsFor, free, againFrom } = waiting;
  const told = [
    t('pairing.home.inLine', { position, of }),
    t('pairing.home.wait.before', { count: position - 1 }),
    waitsFor === 'mentor' ? t('pairing.home.wait.mentor', { count: free }) : t(`pairing.home.wait.${waitsFor}`),
    ...(againFrom ? [t('pairing.home.wait.again', { date: format.date(againFrom) })] : []),
  ];
  return told.reduce((one, other) => t('pairing.sentences', { one, other }));
}

/** What happened to pairs since they were published. */
function seekerRows(asked: Asked, { seekers, people }: SeekersSheet): Work[] {
  const { t } = asked;
  return (['asked', 'left', 'refused', 'late'] as const).flatMap((why): Work[] => {
    const those = seekers.filter((seeker) => seeker.why === why).flatMap((seeker) => seeker.asks ?? [seeker]);
    const found = those.flatMap(({ personId }) => people.get(personId) ?? []);
    if (found.length === 0) return [];
    return [
      {
        ...{ item: why, urgency: 'people', size: found.length, icon: 'people', tone: 'warn' },
        title: t(`pairing.work.seek.${why}`, { count: found.length }),
        text: severalOf(asked, severalIn(found)),
        actions: [{ label: t('pairing.work.seek.button'), href: '/pairing/seekers' }],
      },
    ];
  });
}

function shortRows({ t }: Asked, { short }: SeekersSheet): Work[] {
  if (short.length === 0) return [];
  return [
    {
      ...{ item: 'short', urgency: 'people', size: short.length, icon: 'people', tone: 'warn' },
      title: t('after.short.title', { count: short.length }),
      text: t('after.short.text'),
      actions: [{ label: t('pairing.work.seek.button'), href: '/pairing/seekers' }],
    },
  ];
}

/** Where everybody has a place and no more are wanted, full is as it should be. */
function fullRows({ t, format }: Asked, { load, seekers }: SeekersSheet): Work[] {
  if (!load || !isNearlyFull(load) || (load.taken === load.all && seekers.length === 0)) return [];
  return [
    {
      ...{ item: 'full', urgency: 'decision', size: load.taken, icon: 'people', tone: 'calm' },
      title: t('after.full.title', { count: load.all - load.taken }),
      text: t('after.full.row', { taken: format.number(load.taken), all: format.number(load.all) }),
      actions: [{ label: t('after.full.button'), href: '/pairing/mentors' }],
    },
  ];
}

function invitedRows({ t }: Asked, unanswered: number): Work[] {
  if (unanswered === 0) return [];
  return [
    {
      ...{ item: 'invited', urgency: 'people', size: unanswered, icon: 'clock', tone: 'calm' },
      title: t('pairing.work.invited.title', { count: unanswered }),
      text: t('pairing.work.invited.text'),
      actions: [{ label: t('pairing.work.invited.button'), href: '/pairing/invitations' }],
    },
  ];
}

function draftRow({ t, format, now }: Asked, { pairs, madeAt }: { pairs: number; madeAt: Date }): Work {
  return {
    ...{
      item: 'draft',
      urgency: 'decision',
      size: Math.floor(madeAt.getTime() / second),
      icon: 'people',
      tone: 'info',
    },
    title: t('pairing.work.draft.title', { count: pairs }),
    text: t('pairing.work.draft.text', { time: moment(format, madeAt, now) }),
    actions: [{ label: t('pairing.work.draft.button'), href: '/pairing/draft' }],
  };
}

function aloneRows(asked: Asked, { seekers, people }: SeekersSheet): Work[] {
  const { t } = asked;
  const alone = seekers.flatMap(({ why, personId }) => (why === 'waiting' ? (people.get(personId) ?? []) : []));
  if (alone.length === 0) return [];
  return [
    {
      ...{ item: 'alone', urgency: 'people', size: alone.length, icon: 'people', tone: 'warn' },
      title: t('pairing.work.alone.title', { count: alone.length }),
      text: t('pairing.work.alone.text', { people: severalOf(asked, severalIn(alone)) }),
      actions: [{ label: t('pairing.work.alone.button'), href: '/pairing/seekers' }],
    },
  ];
}
