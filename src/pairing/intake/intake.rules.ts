import { asWithheld, emptyAnswers } from './answers.rules.js';
import type { DraftAnswers } from './draft-profile.js';
import { isTyped } from './languages.rules.js';
import {
  optionalFields,
  shareables,
  type OptionalField,
  type Profile,
  type Questions,
  type RoleWish,
  type SharedProfile,
} from './profile.js';

/** The role of somebody who was not asked for one: where a course has no roles, or has them only since. */
export const notAsked: RoleWish = 'either';

/** Longest answers in characters. */
export const longestAnswer = 600;

/** An answer that is no longer on offer: the form was opened before the teacher changed the questions. */
export interface Stale {
  field: 'stage' | 'strong' | 'wanted' | 'confidence' | 'languages' | 'style';
}

type Offered = Pick<Questions, 'topics' | 'stages' | 'style'> & { languages: readonly string[] };

export function staleAnswer(answers: DraftAnswers, offered: Offered): Stale | undefined {
  const { stage, strong = [], wanted = [], languages = [], confidence = {}, style = {} } = answers;
  const styleIds = offered.style.map(({ id }) => id);
  const checks: readonly (readonly [Stale['field'], readonly string[], readonly string[]])[] = [
    ['stage', stage === undefined ? [] : [stage], offered.stages],
    ['strong', strong, offered.topics],
    ['wanted', wanted, offered.topics],
    ['confidence', Object.keys(confidence), offered.topics],
    ['languages', languages.filter((language) => !isTyped(language)), offered.languages],
    ['style', Object.keys(style), styleIds],
  ];
  const found = checks.find(([, chosen, list]) => chosen.some((item) => !list.includes(item)));
  return found && { field: found[0] };
}

/** A question without a list to choose from is not asked. */
export function askedFields({ asked, stages, style }: Pick<Questions, 'asked' | 'stages' | 'style'>): OptionalField[] {
  const lists: Partial<Record<OptionalField, readonly unknown[]>> = { stage: stages, style };
  return optionalFields.filter((field) => asked.includes(field) && lists[field]?.length !== 0);
}

/** The same answers but for fields that are not asked; lists and records come back empty. */
export function usedBy(questions: Questions): (profile: Profile) => Profile {
  const asked = new Set<string>(askedFields(questions));
  const empty: Partial<Profile> = emptyAnswers;
  const unasked = new Set<string>(optionalFields.filter((field) => !asked.has(field)));
  return ({ withheld = [], ...profile }) => {
    const kept = Object.fromEntries(Object.entries(profile).filter(([field]) => !unasked.has(field)));
    // SAFETY: what was taken out is optional, or put back empty.
    const used = { ...empty, ...kept } as Profile;
    return { ...used, ...asWithheld(withheld.filter((field) => asked.has(field))) };
  };
}

/** What may leave for a partner's page; everything else stays on the server. */
export function sharedProfile(profile: Profile): SharedProfile {
  const { channel, timeZone, shares } = profile;
  const chosen = shareables.filter((field) => shares.includes(field)).map((field) => [field, profile[field]] as const);
  const said = chosen.filter(([, value]) => value !== undefined);
  return {
    ...(channel && { channel }),
    ...(timeZone !== undefined && { timeZone }),
    // SAFETY: each entry is a shareable field with the profile's own value.
    ...(Object.fromEntries(said) as Partial<SharedProfile>),
  };
}

/** Whether partners may see when both have time; whoever shows the whole week shows that too. */
export function sharesCommonHours({ shares }: Pick<Profile, 'shares'>): boolean {
  return shares.includes('commonHours') || shares.includes('availability');
}
