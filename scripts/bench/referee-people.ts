/** People who answered what a course asks, as far as they did. */
import type { PersonSaid, Said } from '../../src/pairing/measure/compared.rules.js';
import type { Random } from '../../src/shared/random.js';

export const topics = Array.from({ length: 10 }, (_, place) => `T${String(place)}`);
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const zones = ['Europe/London', 'Europe/London', 'Europe/Vienna', 'America/New_York', 'Asia/Kolkata', 'Asia/Kathmandu'];
export const hours = days.flatMap((day) => [9, 10, 17, 18, 19, 20].map((hour) => `${day}-${String(hour)}`));

export function manyPeople(random: Random, count = 1500): PersonSaid[] {
  return Array.from({ length: count }, (_, place) => somebody(`p${String(place)}`, random, 0.1));
}

/** @param silence how likely each answer is left empty */
export function somebody(personId: string, random: Random, silence: number): PersonSaid {
  const some = (list: readonly string[], most: number) => {
    if (random() < silence) return [];
    const picked = Array.from(
      { length: 1 + Math.floor(random() * most) },
      () => list[Math.floor(random() * list.length)] ?? '',
    );
    return [...new Set(picked)];
  };
  const oneOf = <Item>(list: readonly Item[]): Item | undefined =>
    random() < silence ? undefined : list[Math.floor(random() * list.length)];
  const roleWish = oneOf(['mentor', 'mentee', 'mentee', 'either', 'both'] as const);
  const channel = oneOf(['video', 'chat', 'forum'] as const);
  const timeZone = oneOf(zones);
  const answers: Said = {
    ...{
      roleWish: roleWish ?? 'either',
      strong: some(topics, 4),
      wanted: some(topics, 3),
      languages: some(['en', 'en', 'en', 'de', 'pt'], 2),
    },
    ...{ availability: some(hours, 12), ...(channel && { channel }), ...(timeZone !== undefined && { timeZone }) },
  };
  return { personId, answers };
}
