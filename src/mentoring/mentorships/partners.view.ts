/** A partner as a learner meets them: what both have in common, in words, never a score. */
import { absenceOf, takesPartHere } from '../../course/roster/person.js';
import { channelText, languagesText, spanText } from '../../pairing/shown/words.view.js';
import { cityOf } from '../../shared/zones.js';
import type { Asked } from '../../web/routing.js';
import type { PartnerLine } from './partner-lines.js';
import { commonWeek, type CommonWeek } from './common-week.view.js';
import type { PartnerSheet } from './mentorships.service.js';

export interface PartnerCard {
  title: string;
  /** Tells several cards apart for a screen reader. */
  label: string;
  person: { name: string; avatar: { initials: string; hue: number; size: 'large' } };
  chip: { tone: 'warn'; text: string; icon: string } | undefined;
  why: string;
  reasons: readonly string[];
  /** When both have time; absent where nothing may be said of it. */
  week: CommonWeek | undefined;
  facts: readonly { label: string; text: string }[];
}

/** Of 5: from here on a statement is true of somebody, and is said as such. */
const agrees = 4;

/** Clocks within two hours of each other are worth saying: almost every hour of the day suits both. */
const near = 120;

/** @param readerZone the zone the reader said, else the one Moodle sent */
export function partnerCard(
  asked: Asked,
  sheet: PartnerSheet,
  readerZone: string,
  lines: readonly PartnerLine[] = [],
): PartnerCard {
  const { t } = asked;
  const { person, part } = sheet;
  const absence = absenceOf(person);
  const reasons = reasonsFor(asked, sheet);
  const title = t(`mentorships.partner.${part}`);
  return {
    title,
    label: t('mentorships.partner.label', { title, name: person.name }),
    person: { name: person.name, avatar: { initials: person.initials, hue: person.hue, size: 'large' } },
    chip: absence && { tone: 'warn', icon: 'triangle', text: t(`mentorships.partner.${absence}`) },
    why: reasons.length > 0 ? t('mentorships.partner.why') : t('mentorships.partner.noReasons'),
    reasons,
    week: weekOf(asked, sheet, readerZone),
    facts: absence === undefined ? [...lines, ...factsOf(asked, sheet, readerZone)] : sharedFacts(asked, sheet),
  };
}

/** The most telling first. */
export function reasonsFor(asked: Asked, sheet: PartnerSheet): string[] {
  const { common, readerIsFirst, person, part } = sheet;
  const { t, format } = asked;
  const fromReader = readerIsFirst ? common.fromFirst : common.fromSecond;
  const toReader = readerIsFirst ? common.fromSecond : common.fromFirst;
  const values = { name: person.name };
  const topics = (list: readonly string[]) => ({ ...values, topics: format.list(list) });
  const { first: channel, second: theirs } = common.channels;
  return [
    ...(toReader.length > 0 && part !== 'mentor' ? [t('mentorships.reason.toReader', topics(toReader))] : []),
    ...(fromReader.length > 0 && part !== 'mentee' ? [t('mentorships.reason.fromReader', topics(fromReader))] : []),
    ...(channel !== undefined && channel === theirs
      ? [t('mentorships.reason.channel', { channel: channelText(asked, channel) })]
      : []),
    ...(common.sharedLanguages.length > 0
      ? [t('mentorships.reason.languages', { languages: languagesText(common.sharedLanguages, format) })]
      : []),
    ...clocksReason(asked, common.minutesApart),
  ];
}

function clocksReason(asked: Asked, minutesApart: number | undefined): string[] {
  if (minutesApart === undefined || minutesApart > near) return [];
  if (minutesApart === 0) return [asked.t('mentorships.reason.sameTime')];
  return [asked.t('mentorships.reason.nearTime', { span: spanText(asked, minutesApart) })];
}

function factsOf(asked: Asked, sheet: PartnerSheet, readerZone: string): PartnerCard['facts'] {
  const { person, shared } = sheet;
  const { t, format, now } = asked;
  const zone = shared.timeZone;
  const theirTime =
    zone === undefined
      ? t('mentorships.partner.clockUnknown')
      : t('mentorships.partner.clockBoth', {
          mine: format.inZone(readerZone).time(now),
          theirs: format.inZone(zone).time(now),
          name: person.name,
          city: cityOf(zone),
        });
  return [
    {
      label: t('mentorships.partner.channel'),
      text: t(`mentorships.channel.${shared.channel ?? 'unknown'}`, { name: person.name }),
    },
    { label: t('mentorships.partner.clock'), text: theirTime },
    ...sharedFacts(asked, sheet),
  ];
}

/** What the partner chose to show. */
function sharedFacts(asked: Asked, { shared, statements }: PartnerSheet): PartnerCard['facts'] {
  const { t } = asked;
  const texts = [
    ['goals', shared.goals ?? ''],
    ['helpWith', shared.helpWith ?? ''],
    [
      'style',
      statements
        .filter(({ id }) => (shared.style?.[id] ?? 0) >= agrees)
        .map(({ text }) => text)
        .join('\n'),
    ],
  ] as const;
  return texts
    .filter(([, text]) => text !== '')
    .map(([name, text]) => ({ label: t(`mentorships.partner.shared.${name}`), text }));
}

function weekOf(asked: Asked, { person, shared, times }: PartnerSheet, mine: string): CommonWeek | undefined {
  if (shared.timeZone === undefined || !takesPartHere(person)) return undefined;
  return commonWeek(asked, times, { mine, theirs: shared.timeZone, name: person.name });
}
