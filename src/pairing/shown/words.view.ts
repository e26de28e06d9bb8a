/** Says in words what a comparison found, for coordinators. */
import type { Channel } from '../intake/profile.js';
import type { Asked } from '../../web/routing.js';
import type { Comparison, Finding } from '../words/comparison.js';
import type { Form } from '../words/setup.js';

/** The names of the two compared. */
export interface Couple {
  form: Form;
  first: string;
  second: string;
}

type Speaking = Pick<Asked, 't' | 'format'>;

/** One whole sentence for one criterion. */
export function findingText(speaking: Speaking, comparison: Comparison, finding: Finding, couple: Couple): string {
  const { t, format } = speaking;
  return t(`pairing.why.${wordsFor(comparison, finding, couple.form)}`, {
    first: couple.first,
    second: couple.second,
    topics: format.list(topicsIn(comparison, finding)),
    asked: format.list(comparison.wantedBySecond),
    firstChannel: channelText(speaking, comparison.channels.first),
    secondChannel: channelText(speaking, comparison.channels.second),
    span: spanText(speaking, comparison.minutesApart ?? 0),
    hours: format.number(comparison.sharedHours ?? 0),
    firstStage: comparison.stages.first ?? '',
    secondStage: comparison.stages.second ?? '',
    firstGates: format.number(comparison.gatesPassed.first ?? 0),
    secondGates: format.number(comparison.gatesPassed.second ?? 0),
    languages: languagesText(comparison.sharedLanguages, format),
  });
}

/** These say what each of the two is, whatever was found; the others have a sentence for each finding. */
const toldAsKnown: readonly string[] = ['stage', 'gates'];
const toldByWish: readonly string[] = ['confidence', 'style'];

/** Which sentence says it. */
function wordsFor({ sharedGroupIds }: Comparison, { criterion, wish, found }: Finding, form: Form): string {
  if (found === 'left') return found;
  if (criterion === 'topics') return `topics.${wish === 'similar' ? wish : form}.${found}`;
  if (toldByWish.includes(criterion)) return `${criterion}.${wish}.${found}`;
  if (found === 'unknown') return `${criterion}.unknown`;
  if (toldAsKnown.includes(criterion)) return `${criterion}.known`;
  if (criterion === 'groups') return sharedGroupIds.length > 0 ? 'groups.same' : 'groups.different';
  return `${criterion}.${found}`;
}

export function topicsIn(comparison: Comparison, { criterion, wish }: Finding): string[] {
  if (criterion === 'confidence') return [...new Set([...comparison.surerFirst, ...comparison.surerSecond])];
  const { wantedByFirst, wantedBySecond } = comparison;
  if (wish === 'similar') return wantedByFirst.filter((topic) => wantedBySecond.includes(topic));
  return [...new Set([...comparison.fromFirst, ...comparison.fromSecond])];
}

/** What speaks most for the pair and what most against it, in two sentences. */
export function reasonText(speaking: Speaking, comparison: Comparison, couple: Couple): string {
  const { t } = speaking;
  if (comparison.forbidden.length > 0) return forbiddenText(speaking, comparison);
  const ranked = comparison.findings
    .filter(({ found }) => found !== 'unknown' && found !== 'left')
    .sort((one, other) => other.points / other.possible - one.points / one.possible);
  const [best] = ranked;
  const worst = ranked.at(-1);
  if (!best || !worst) return t('pairing.why.nothing');
  const one = findingText(speaking, comparison, best, couple);
  return best === worst
    ? one
    : t('pairing.sentences', { one, other: findingText(speaking, comparison, worst, couple) });
}

/** Every rule that keeps them apart, a sentence each. */
export function forbiddenText({ t }: Pick<Asked, 't'>, { forbidden }: Pick<Comparison, 'forbidden'>): string {
  return forbidden
    .map((rule) => t(`pairing.forbidden.${rule}`))
    .reduce((one, other) => t('pairing.sentences', { one, other }));
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

export function languagesText(codes: readonly string[], format: Asked['format']): string {
  return format.list(codes.map((code) => format.language(code)));
}
