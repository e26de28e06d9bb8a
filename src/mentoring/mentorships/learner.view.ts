import { isReminded } from '../../pairing/publishing/invitations.rules.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import type { WaitingPlace } from '../../pairing/after/standing.service.js';
import { fitCards, type FitCard } from '../fit/fit.view.js';
import type { FitSheet } from '../fit/fit.service.js';
import type { InvitedSheet, LearnerHome } from './mentorships.service.js';
import { partnerCard, type PartnerCard } from './partners.view.js';
import { pauseNote, pauseStep, type Near } from '../pause/pause-words.view.js';

interface LearnerModel extends PageModel {
  step: { title: string; text: string; action?: { label: string; href: string } } | undefined;
  next: { title: string; steps: readonly { state: 'done' | 'here' | 'ahead'; title: string; note: string }[] };
  partners: readonly PartnerCard[];
  fits: { asked: readonly FitCard[]; known: readonly FitCard[] };
  whoSees: readonly { icon: string; text: string }[];
  changes: readonly { label: string; href: string; tone: 'quiet' }[];
}

const learnerPage: PageOf<LearnerModel> = pageOf('mentoring/mentorships/learner');

/** @param near who takes a break */
export function learnerHomeView(asked: Asked, home: LearnerHome, near: Near, fits: readonly FitSheet[]): Page {
  const { t, visit } = asked;
  const zone = home.profile?.timeZone ?? visit.timeZone;
  return learnerPage({
    title: titleOf(asked, home),
    lede: ledeOf(asked, home),
    banner: bannerOf(asked),
    tab: '/mentoring',
    step: invitedStep(asked, home) ?? stepOf(asked, home, near),
    changes: changesOf(asked, home, near),
    next: { title: t('mentorships.path.title'), steps: pathOf(asked, home) },
    partners: home.partners.map((sheet) => ({
      ...partnerCard(asked, sheet, zone),
      note: pauseNote(asked, sheet.person, near),
    })),
    fits: fitCards(asked, fits, near),
    whoSees: [
      { icon: 'people', text: t('mentorships.who.profile') },
      { icon: 'people', text: t('mentorships.who.checkins') },
      { icon: 'eye', text: t('mentorships.who.teacher') },
    ],
  });
}

function changesOf({ t, visit }: Asked, { partners }: LearnerHome, near: Near): LearnerModel['changes'] {
  if (partners.length === 0) return [];
  const pause = { label: t('pause.link'), href: '/pause', tone: 'quiet' } as const;
  return [
    { label: t('after.ask.link'), href: '/another-partner', tone: 'quiet' },
    ...(near.has(visit.personId) ? [] : [pause]),
  ];
}

function bannerOf({ t, query }: Asked): Banner | undefined {
  if (query.done === 'profile') return { tone: 'good', text: t('mentorships.done.profile') };
  const fit = ['fit', 'fitLater'].find((word) => word === query.done);
  if (fit !== undefined) return { tone: 'good', text: t(`fit.done.${fit}`) };
  const pause = ['paused', 'resumed'].find((word) => word === query.done);
  if (pause !== undefined) return { tone: 'good', text: t(`pause.done.${pause}`) };
  const answered = ['accepted', 'declined'].find((word) => word === query.done);
  return answered === undefined ? undefined : { tone: 'good', text: t(`invitations.done.${answered}`) };
}

/** Only what can be known: who is before them, what is free, and when all pairs are looked at again. */
function waitingText({ t, format }: Asked, waiting: WaitingPlace): string {
  const { position, of, waitsFor, free, againFrom } = waiting;
  const told = [
    t('mentorships.lede.inLine', { position, of }),
    t('mentorships.wait.before', { count: position - 1 }),
    waitsFor === 'mentor' ? t('mentorships.wait.mentor', { count: free }) : t(`mentorships.wait.${waitsFor}`),
    ...(againFrom ? [t('mentorships.wait.again', { date: format.date(againFrom) })] : []),
  ];
  return told.reduce((one, other) => t('pairing.sentences', { one, other }));
}

function ledeOf(asked: Asked, home: LearnerHome): string {
  const { waiting } = home;
  const state = toldState(home);
  if (state === 'unpaired' && waiting) return waitingText(asked, waiting);
  return asked.t(`mentorships.lede.${state}`);
}

/** Who is invited is told so, and not that nobody was left. */
function toldState({ state, profile, invited }: LearnerHome): LearnerHome['state'] | 'invited' | 'fresh' {
  if (state !== 'paired' && invited.length > 0) return 'invited';
  return state === 'waiting' && !profile ? 'fresh' : state;
}

/** An answer that somebody waits for comes before everything else. */
function invitedStep({ t, format, visit, now }: Asked, { invited }: LearnerHome): LearnerModel['step'] {
  const answered = ({ sheet }: InvitedSheet) => sheet.invitation.answers[visit.personId] !== undefined;
  const first = invited.find((one) => !answered(one)) ?? invited[0];
  if (!first) return undefined;
  const { invitation } = first.sheet;
  const people = format.list(first.partners.map(({ person }) => person.name));
  const values = { people, time: format.dateTime(invitation.dueAt) };
  if (answered(first)) {
    return { title: t('invitations.mine.waitsTitle'), text: t('invitations.mine.waits', values) };
  }
  return {
    title: t('invitations.mine.step'),
    text: t(isReminded(invitation, now) ? 'invitations.mine.stepReminded' : 'invitations.mine.stepText', values),
    action: { label: t('invitations.mine.stepButton'), href: `/invitations/${invitation.invitationId}` },
  };
}

function titleOf({ t }: Asked, home: LearnerHome): string {
  const { partners } = home;
  const [first] = partners;
  if (!first) return t(`mentorships.title.${toldState(home)}`);
  if (partners.length === 1) return t(`mentorships.title.${first.part}`, { name: first.person.name });
  const sameParts = partners.every(({ part }) => part === first.part);
  return t(`mentorships.title.${sameParts ? `several.${first.part}` : 'several.mixed'}`, { count: partners.length });
}

function stepOf(asked: Asked, home: LearnerHome, near: Near): LearnerModel['step'] {
  const { t } = asked;
  const { profile, partners, choosing } = home;
  if (!profile) {
    return {
      title: t('mentorships.step.profile.title'),
      text: t('mentorships.step.profile.text'),
      action: { label: t('mentorships.step.profile.button'), href: '/profile' },
    };
  }
  if (choosing) {
    return {
      title: t('choices.step.title'),
      text: t('choices.step.text'),
      action: { label: t('choices.step.button'), href: '/choices' },
    };
  }
  if (partners.length === 0) return undefined;
  return pauseStep(asked, partners, near) ?? meetingStep(asked, home);
}

function meetingStep({ t }: Asked, { openCheckinId }: LearnerHome): LearnerModel['step'] {
  if (openCheckinId !== undefined) {
    return {
      title: t('mentorships.step.checkin.title'),
      text: t('mentorships.step.checkin.text'),
      action: { label: t('mentorships.step.checkin.button'), href: `/checkins/${openCheckinId}` },
    };
  }
  return { title: t('mentorships.step.meet.title'), text: t('mentorships.step.meet.text') };
}

/** Profile, pairs, meeting: the same three steps for everybody, so that waiting has an end in sight. */
function pathOf({ t, format }: Asked, home: LearnerHome): LearnerModel['next']['steps'] {
  const { profile, partners } = home;
  const paired = partners.length > 0;
  const state = toldState(home);
  return [
    {
      state: profile ? 'done' : 'here',
      title: t('mentorships.path.profile'),
      note: profile
        ? t('mentorships.path.done', { date: format.date(profile.completedAt) })
        : t('mentorships.path.profileNote'),
    },
    {
      state: paired ? 'done' : profile ? 'here' : 'ahead',
      title: t('mentorships.path.pairs'),
      note: t(`mentorships.path.pairsNote.${state === 'fresh' ? 'waiting' : state}`),
    },
    {
      state: paired && profile ? 'here' : 'ahead',
      title: t('mentorships.path.meet'),
      note: t('mentorships.path.meetNote'),
    },
  ];
}
