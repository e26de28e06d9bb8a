/** The two strongest reasons of a pair, as short as a row has room for. */
import type { Asked } from '../../web/routing.js';
import type { Comparison, Finding } from '../words/comparison.js';
import type { Form } from '../words/setup.js';
import { strongestOf } from './strongest.rules.js';
import { channelText, forbiddenText, languagesText, spanText, topicsIn } from './words.view.js';

type Speaking = Pick<Asked, 't' | 'format'>;

/** More of a list would not be read in a row. */
const namedTopics = 1;

/** What speaks most for the pair, then what speaks most against it. Empty: nothing is known of them. */
export function shortReasons(speaking: Speaking, comparison: Comparison, form: Form): string[] {
  if (comparison.forbidden.length > 0) return [forbiddenText(speaking, comparison)];
  const { speaksFor, speaksAgainst, second } = strongestOf(comparison.findings);
  const told = [
    ...(speaksFor ? [shortText(speaking, comparison, { finding: speaksFor, form, isAgainst: false })] : []),
    ...(speaksAgainst ? [shortText(speaking, comparison, { finding: speaksAgainst, form, isAgainst: true })] : []),
    ...(second ? [shortText(speaking, comparison, { finding: second, form, isAgainst: false })] : []),
  ];
  return told.length > 0 ? told : [speaking.t('pairing.why.nothing')];
}

interface Told {
  finding: Finding;
  form: Form;
  isAgainst: boolean;
}

function shortText({ t, format }: Speaking, comparison: Comparison, told: Told): string {
  const { channels, stages, gatesPassed, sharedHours = 0, minutesApart = 0 } = comparison;
  return t(`pairing.short.${keyOf(comparison, told)}`, {
    count: sharedHours,
    hours: format.number(sharedHours),
    criterion: t(`pairing.criterion.${told.finding.criterion}`),
    topics: topicsText({ t, format }, topicsIn(comparison, told.finding)),
    span: spanText({ t }, minutesApart),
    channel: channelText({ t }, channels.first),
    otherChannel: channelText({ t }, channels.second),
    languages: languagesText(comparison.sharedLanguages, format),
    stage: stages.first ?? '',
    otherStage: stages.second ?? '',
    gates: format.number(gatesPassed.first ?? 0),
    otherGates: format.number(gatesPassed.second ?? 0),
  });
}

const byWish: readonly string[] = ['confidence', 'style'];
const asKnown: readonly string[] = ['stage', 'gates'];

function keyOf({ sharedGroupIds }: Comparison, { finding: { criterion, wish, found }, form, isAgainst }: Told): string {
  if (found === 'unknown') return found;
  if (asKnown.includes(criterion)) return criterion;
  if (byWish.includes(criterion)) return `${criterion}.${wish}.${found}`;
  return criterion === 'topics' ? `topics.${wish === 'similar' ? wish : form}.${found}` : plainKey();

  function plainKey(): string {
    if (criterion === 'groups') return sharedGroupIds.length > 0 ? 'groups.same' : 'groups.different';
    if (criterion === 'hours' && found !== 'none') return isAgainst ? 'hours.few' : 'hours.some';
    return `${criterion}.${found}`;
  }
}

function topicsText({ t, format }: Speaking, topics: readonly string[]): string {
  const more = topics.length - namedTopics;
  const named = topics.slice(0, namedTopics);
  return format.list(more > 0 ? [...named, t('pairing.more', { count: more })] : named);
}
