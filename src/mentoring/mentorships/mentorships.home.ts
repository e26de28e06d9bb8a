import { cardOf, type HomeContribution, type OwnPart, type Step } from '../../home/home.js';
import { readText } from '../../course/roster/words.view.js';
import { takesPartHere, type Roster } from '../../course/roster/person.js';
import { isReminded } from '../../pairing/publishing/invitations.rules.js';
import type { Asked } from '../../web/routing.js';
import type { InvitedSheet, MentorshipsService, OwnMentorships, PartnerSheet } from './mentorships.service.js';
import type { PartnerLines } from './partner-lines.js';
import { partnerCard, reasonsFor, type PartnerCard } from './partners.view.js';

interface Needs {
  mentorships: Pick<MentorshipsService, 'own' | 'paired'>;
  roster: Pick<Roster, 'age'>;
  /** Of all features. */
  lines: () => readonly PartnerLines[];
}

const partnerPart = cardOf<{ partner: PartnerCard }>('people', '/mentoring/mentorships/partner-card');

/** One's partners and what to do first; how many have one. */
export function mentorshipsHome({ mentorships, roster, lines }: Needs): HomeContribution {
  async function cardOfPartner(asked: Asked, sheet: PartnerSheet) {
    const said = await Promise.all(lines().map((one) => one(asked, sheet.person.personId)));
    return partnerPart({ partner: partnerCard(asked, sheet, asked.visit.timeZone, said.flat()) });
  }

  return {
    async health(asked) {
      const { t, format, visit } = asked;
      const [{ learners, paired }, age] = await Promise.all([
        mentorships.paired(visit.courseId),
        roster.age(visit.courseId),
      ]);
      const [part, whole] = [format.number(paired), format.number(learners)];
      return {
        figures: [
          {
            at: 20,
            label: t('mentorships.health.label'),
            value: t('home.health.of', { part, whole }),
            how: t('mentorships.health.how'),
            source: t('mentorships.health.source'),
            age: readText(asked, age),
          },
        ],
      };
    },

    async own(asked) {
      const { courseId, personId } = asked.visit;
      const own = await mentorships.own(courseId, personId, asked.now);
      // Nothing is said of, or asked for, somebody who is no learner here any more; the card stays and says so.
      const now = { ...own, partners: own.partners.filter(({ person }) => takesPartHere(person)) };
      return {
        ...headlineOf(asked, now),
        steps: [...invitedStep(asked, own.invited), ...meetStep(asked, now)],
        cards: await Promise.all(own.partners.map((sheet) => cardOfPartner(asked, sheet))),
        path: pathOf(asked, now),
        links: now.partners.length === 0 ? [] : [{ label: asked.t('after.ask.link'), href: '/another-partner' }],
      };
    },

    done: { accepted: 'invitations.done.accepted', declined: 'invitations.done.declined' },
  };
}

function headlineOf(asked: Asked, { partners, invited }: OwnMentorships): Pick<OwnPart, 'headline'> {
  const { t } = asked;
  const [first] = partners;
  if (!first) {
    if (invited.length === 0) return {};
    const words = { title: t('mentorships.title.invited'), lede: t('mentorships.lede.invited') };
    return { headline: { order: 'proposed', ...words } };
  }
  if (partners.length === 1) {
    const lede = sharedText(asked, first);
    const title = t(`mentorships.title.${first.part}`, { name: first.person.name });
    return { headline: { order: 'together', title, lede } };
  }
  const lede = t('mentorships.lede.paired');
  const sameParts = partners.every(({ part }) => part === first.part);
  const title = t(`mentorships.title.${sameParts ? `several.${first.part}` : 'several.mixed'}`, {
    count: partners.length,
  });
  return { headline: { order: 'together', title, lede } };
}

/** An answer that somebody waits for comes before everything else. */
function invitedStep({ t, format, visit, now }: Asked, invited: readonly InvitedSheet[]): Step[] {
  const answered = ({ sheet }: InvitedSheet) => sheet.invitation.answers[visit.personId] !== undefined;
  const first = invited.find((one) => !answered(one)) ?? invited[0];
  if (!first) return [];
  const { invitation } = first.sheet;
  const people = format.list(first.partners.map(({ person }) => person.name));
  const values = { people, time: format.dateTime(invitation.dueAt) };
  const order = 'awaited' as const;
  if (answered(first)) {
    return [{ order, title: t('invitations.mine.waitsTitle'), text: t('invitations.mine.waits', values) }];
  }
  return [
    {
      order,
      title: t('invitations.mine.step'),
      text: t(isReminded(invitation, now) ? 'invitations.mine.stepReminded' : 'invitations.mine.stepText', values),
      action: { label: t('invitations.mine.stepButton'), href: `/invitations/${invitation.invitationId}` },
      dueAt: invitation.dueAt,
    },
  ];
}

function meetStep({ t }: Asked, { partners }: OwnMentorships): Step[] {
  if (partners.length === 0) return [];
  return [{ order: 'ongoing', title: t('mentorships.step.meet.title'), text: t('mentorships.step.meet.text') }];
}

/** Pairs, meeting: the same steps for everybody, so that waiting has an end in sight. */
function pathOf({ t }: Asked, { partners, invited, published }: OwnMentorships): NonNullable<OwnPart['path']> {
  const paired = partners.length > 0;
  const unpaired = published ? 'unpaired' : 'waiting';
  const state = paired ? 'paired' : invited.length > 0 ? 'invited' : unpaired;
  return [
    { at: 20, done: paired, title: t('mentorships.path.pairs'), note: t(`mentorships.path.pairsNote.${state}`) },
    { at: 30, done: false, title: t('mentorships.path.meet'), note: t('mentorships.path.meetNote') },
  ];
}

/** What both have in common, in two sentences at most. */
function sharedText(asked: Asked, sheet: OwnMentorships['partners'][number]): string {
  const [one, other] = reasonsFor(asked, sheet);
  if (one === undefined) return asked.t('mentorships.partner.noReasons');
  return other === undefined ? one : asked.t('pairing.sentences', { one, other });
}
