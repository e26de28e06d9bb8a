/** What a way of pairing does with what people say: so much the intake asks, and no more. */
import type { AskedField, Use, Uses } from '../intake/profile.js';
import { choosingOf, formOf, type CircleWish, type PairingSetup, type Weighed } from '../words/setup.js';

/** What is read for a criterion; Moodle knows the rest. */
const read: Readonly<Record<Weighed, readonly AskedField[]>> = {
  topics: ['strong', 'wanted'],
  confidence: ['confidence'],
  stage: ['stage'],
  gates: [],
  role: ['roleWish'],
  hours: ['availability', 'timeZone'],
  timeZone: ['timeZone'],
  channel: ['channel'],
  format: ['format'],
  languages: ['languages'],
  style: ['style'],
  groups: [],
  newFaces: [],
};

const traits: Readonly<Record<CircleWish['trait'], readonly AskedField[]>> = {
  stage: ['stage'],
  gates: [],
  confidence: ['confidence'],
  languages: ['languages'],
  groups: [],
  channel: ['channel'],
  role: ['roleWish'],
  answered: [],
};

/** What a partner reads, or both plan by, whatever counts. */
const shown: readonly AskedField[] = ['channel', 'timeZone', 'availability'];

export function asksOf(setup: PairingSetup): Uses {
  const found: Partial<Record<AskedField, Use>> = {};
  const note = (fields: readonly AskedField[], use: Use): void => {
    for (const field of fields) found[field] = use;
  };
  note([...shown, ...(choosingOf(setup.mode) ? (['goals', 'helpWith'] as const) : [])], 'shown');
  note(countedFields(setup), 'counts');
  note(heaviest(setup), 'most');
  note(ruledFields(setup), 'rule');
  if (formOf(setup.mode) === 'peers' && !circleFields(setup).includes('roleWish')) delete found.roleWish;
  return found;
}

function countedFields(setup: PairingSetup): AskedField[] {
  const { mode, capacity, criteria } = setup;
  const weighed = criteria.filter(({ weight }) => weight > 0).flatMap((one) => fieldsRead(one));
  // Who mentors hangs on what each would like to be, and what a mentor takes on matters where it can be several.
  const parts: AskedField[] = formOf(mode) === 'peers' ? [] : ['roleWish'];
  return [
    ...weighed,
    ...circleFields(setup),
    ...parts,
    ...(capacity > 1 && parts.length > 0 ? (['maxMentees'] as const) : []),
  ];
}

function fieldsRead({ criterion, wish }: PairingSetup['criteria'][number]): readonly AskedField[] {
  return criterion === 'topics' && wish === 'similar' ? ['wanted'] : read[criterion];
}

function circleFields({ mode, circleRules }: PairingSetup): AskedField[] {
  return mode === 'circles' ? circleRules.flatMap(({ trait }) => traits[trait]) : [];
}

/** Of the criterion that counts more than each other one. */
function heaviest({ criteria }: PairingSetup): readonly AskedField[] {
  const [first, second] = [...criteria].sort((one, other) => other.weight - one.weight);
  return first && first.weight > (second?.weight ?? 0) ? fieldsRead(first) : [];
}

function ruledFields({ rules }: PairingSetup): AskedField[] {
  return [
    ...(rules.shareLanguage ? (['languages'] as const) : []),
    ...(rules.minimumSharedHours === undefined ? [] : (['availability', 'timeZone'] as const)),
    ...(rules.maximumHoursApart === undefined ? [] : (['timeZone'] as const)),
  ];
}
