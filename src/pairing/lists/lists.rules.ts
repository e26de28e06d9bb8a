/** What leaves as lists: people with their profiles, pairs, and groups as Moodle takes them. */
import type { Profile, Questions, Withholdable } from '../intake/profile.js';
import type { Person } from '../../course/roster/person.js';
import { writeCsv } from '../../shared/csv.js';
import type { Form } from '../words/setup.js';
import type { DraftPair } from '../words/draft.js';
import { shownScore } from '../measure/pairing.rules.js';

type People = ReadonlyMap<string, Person>;

const profileColumns = [
  ...['id', 'name', 'role', 'role wish', 'stage', 'strong in', 'asks for', 'goals', 'can help with', 'channel'],
  ...['format', 'languages', 'time zone', 'free hours', 'most mentees', 'constraints', 'confidence', 'working style'],
  'profile sent',
  'prefers not to say',
];

const columnOf: Readonly<Record<Withholdable, string>> = {
  ...{ strong: 'strong in', wanted: 'asks for', confidence: 'confidence', stage: 'stage', channel: 'channel' },
  ...{ format: 'format', languages: 'languages', timeZone: 'time zone', availability: 'free hours' },
  style: 'working style',
};

/** Everybody active; answers only where a profile was sent. Headings are not translated: other programs read them. */
export function peopleCsv(
  people: readonly Person[],
  profiles: ReadonlyMap<string, Profile>,
  statements: Questions['style'],
): string {
  const rows = people.map((person) => personRow(person, profiles.get(person.personId), statements));
  return writeCsv([profileColumns, ...rows]);
}

function personRow(
  { externalId, name, role }: Person,
  profile: Profile | undefined,
  statements: Questions['style'],
): string[] {
  if (!profile) return [externalId, name, role, ...profileColumns.slice(3).map(() => '')];
  const { roleWish, stage = '', strong, wanted, goals = '', helpWith = '', channel = '', format = '' } = profile;
  const { languages, timeZone = '', availability, maxMentees, constraints = '', completedAt } = profile;
  const { confidence, style } = profile;
  const sure = Object.entries(confidence).map(([topic, level]) => `${String(level)} ${topic}`);
  const fits = statements.flatMap(({ id, text }) => (style[id] === undefined ? [] : [`${String(style[id])} ${text}`]));
  const several = (list: readonly string[]) => list.join('; ');
  return [
    ...[externalId, name, role, roleWish, stage, several(strong), several(wanted), goals, helpWith, channel, format],
    ...[several(languages), timeZone, several(availability), maxMentees === undefined ? '' : String(maxMentees)],
    ...[constraints, several(sure), several(fits), completedAt.toISOString()],
    several(columnsWithheld(profile)),
  ];
}

function columnsWithheld({ withheld = [] }: Profile): string[] {
  return withheld.map((field) => columnOf[field]);
}

/** The same columns that {@link readPairs} takes back. */
export function pairsCsv(form: Form, pairs: readonly DraftPair[], people: People): string {
  const most = pairs.reduce((size, { members }) => Math.max(size, members.length), 2);
  const places = Array.from({ length: most }, (_, place) => place);
  const word = (place: number) => (form === 'mentoring' ? (place === 0 ? 'mentor' : 'mentee') : `person ${place + 1}`);
  const heading = [...places.map(word), ...places.map((place) => `${word(place)} id`), 'score'];
  const rows = pairs.map(({ members, score }) => [
    ...places.map((place) => people.get(members[place] ?? '')?.name ?? ''),
    ...places.map((place) => people.get(members[place] ?? '')?.externalId ?? ''),
    String(shownScore(score)),
  ]);
  return writeCsv([heading, ...rows]);
}

/**
 * For Moodle: Participants, Groups, Import groups. One group a mentor or circle, the description says who belongs to
 * it; Moodle's import takes no members (docs.moodle.org/405/en/Import_groups). A grouping that is not there it makes.
 */
export function groupsCsv(form: Form, pairs: readonly DraftPair[], people: People, grouping: string): string {
  const name = (personId: string) => people.get(personId)?.name ?? '';
  const groups = form === 'mentoring' ? byMentor(pairs) : pairs.map(({ members }) => members);
  const seen = new Map<string, number>();
  const rows = groups.map((members) => {
    const wanted = form === 'mentoring' ? name(members[0] ?? '') : members.map(name).join(' + ');
    const times = (seen.get(wanted) ?? 0) + 1;
    seen.set(wanted, times);
    return [times === 1 ? wanted : `${wanted} (${String(times)})`, members.map(name).join(', '), grouping];
  });
  return writeCsv([['groupname', 'description', 'groupingname'], ...rows]);
}

function byMentor(pairs: readonly DraftPair[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const { members } of pairs) {
    const [mentorId = '', ...mentees] = members;
    groups.set(mentorId, [...(groups.get(mentorId) ?? [mentorId]), ...mentees]);
  }
  return [...groups.values()];
}
