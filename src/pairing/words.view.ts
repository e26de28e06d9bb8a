/** Says in words what a comparison found, for coordinators. */
import type { Channel } from '../intake/profile.js';
import type { Asked } from '../web/routing.js';
import type { Comparison, Finding, Form } from './comparison.js';

/** The names of the two compared. */
export interface Couple {
  form: Form;
  first: string;
  second: string;
}

type Speaking = Pick<Asked, 't' | 'format' | 'visit'>;

/** One whole sentence for one criterion. */
export function findingText(speaking: Speaking, comparison: Comparison, finding: Finding, couple: Couple): string {
  const { t, format, visit } = speaking;
  const { criterion, found } = finding;
  const key =
    criterion === 'topics' ? `pairing.why.topics.${couple.form}.${found}` : `pairing.why.${criterion}.${found}`;
  return t(key, {
    first: couple.first,
    second: couple.second,
    topics: format.list([...new Set([...comparison.fromFirst, ...comparison.fromSecond])]),
    asked: format.list(comparison.wantedBySecond),
    firstChannel: channelText(speaking, comparison.channels.first),
    secondChannel: channelText(speaking, comparison.channels.second),
    span: spanText(speaking, comparison.minutesApart ?? 0),
    languages: languagesText(comparison.sharedLanguages, speaking.format, visit.locale),
  });
}

/** What speaks most for the pair and what most against it, in two sentences. */
export function reasonText(speaking: Speaking, comparison: Comparison, couple: Couple): string {
  const { t } = speaking;
  if (comparison.forbidden) return t(`pairing.forbidden.${comparison.forbidden}`);
  const ranked = comparison.findings
    .filter(({ found }) => found !== 'unknown')
    .sort((one, other) => other.points / other.possible - one.points / one.possible);
  const [best] = ranked;
  const worst = ranked.at(-1);
  if (!best || !worst) return t('pairing.why.nothing');
  const one = findingText(speaking, comparison, best, couple);
  return best === worst
    ? one
    : t('pairing.sentences', { one, other: findingText(speaking, comparison, worst, couple) });
}

export function channelText({ t }: Pick<Asked, 't'>, channel: Channel | undefined): string {
  return t(`pairing.channel.${channel ?? 'unknown'}`);
}

/** "5 hours", "5 h 30 min". */
export function spanText({ t }: Pick<Asked, 't'>, minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return rest === 0 ? t('pairing.span.hours', { count: hours }) : t('pairing.span.both', { hours, minutes: rest });
}

export function languagesText(codes: readonly string[], format: Asked['format'], locale: string): string {
  const names = new Intl.DisplayNames([locale, 'en'], { type: 'language' });
  return format.list(codes.map((code) => names.of(code) ?? code));
}
