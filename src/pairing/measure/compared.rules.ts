/** What people said, as bits and small numbers, so that millions of pairs are compared in a second. */
import { bits, bitsOf } from './bits.rules.js';
import type { Channel } from '../intake/profile.js';
import { readsAs } from '../../shared/seen.js';
import { clocksIn, distinctClocks, shiftOf, type Clock, type Term } from './term.rules.js';
import { slotMinutesFor, weekOver, type SlotMinutes } from './week.rules.js';
import { withheldBits } from './withheld.rules.js';

/** What a comparison reads of a profile. */
export interface Said {
  roleWish?: 'mentor' | 'mentee' | 'either' | 'both';
  strong: readonly string[];
  wanted: readonly string[];
  languages: readonly string[];
  confidence?: Readonly<Record<string, number>>;
  stage?: string;
  channel?: Channel;
  timeZone?: string;
  /** `mon-18`: Monday 18:00 to 19:00 in the person's own zone. */
  availability?: readonly string[];
  format?: 'one-to-one' | 'group' | 'either';
  /** 1 to 5 by question. */
  style?: Readonly<Record<string, number>>;
  /** What a mentor takes on at most. */
  maxMentees?: number;
  /** Fields that the person prefers not to say. */
  withheld?: readonly string[];
}

/** One person with all that is compared; plain data, it travels to a worker thread. */
export interface PersonSaid {
  personId: string;
  answers: Said | undefined;
  groupIds?: readonly string[];
  /** How many gates of the course they have passed; absent: not known. */
  gates?: number;
  trained?: boolean;
  /** The teacher's word on the places of this mentor. */
  capacity?: number;
}

export interface Compared {
  personId: string;
  hasProfile: boolean;
  wish: Said['roleWish'];
  strong: number;
  wanted: number;
  /** Bits of {@link Lexicon.languages}; all zero where none was said. */
  languages: Uint32Array;
  /** Topics rated 3 or 4, and those rated 1 or 2. */
  sure: number;
  unsure: number;
  /** The mean of all ratings above the least, in quarters: 0 to 12. */
  confidence: number | undefined;
  /** Its place in the course's list. */
  stage: number | undefined;
  gates: number | undefined;
  channel: Channel | undefined;
  format: Said['format'];
  /** Its place in {@link Lexicon.clocks}. */
  clock: number | undefined;
  /** Of {@link weekOver}: bits of two people count the slots that both have free in every week of the term. */
  week: Uint32Array | undefined;
  /** By question; undefined where nothing was said. */
  style: readonly (number | undefined)[];
  groups: Uint32Array | undefined;
  trained: boolean;
  /** Bits of the fields that the person prefers not to say: {@link withheldBits}. */
  withheld: number;
  /** The most mentees this person wishes for. */
  most: number | undefined;
  /** The teacher's word on this mentor; undefined: as the course. */
  places: number | undefined;
}

/** The words the bits stand for. */
export interface Lexicon {
  topics: readonly string[];
  stages: readonly string[];
  languages: readonly string[];
  groupIds: readonly string[];
  styleIds: readonly string[];
  /** Of the people's zones, over the term. */
  clocks: readonly Clock[];
  /** How they change over it, each once. */
  shifts: readonly Clock[];
  /** 30 or 15 where somebody's clock is so far from whole hours from UTC. */
  slotMinutes: SlotMinutes;
  /** Fields of a profile that the course asks for; absent: all. */
  asked?: readonly string[];
}

/** The course's lists, and what of them it asks for. */
export interface Lists {
  topics: readonly string[];
  stages?: readonly string[];
  asked?: readonly string[];
}

/** Of somebody who left the course, or never said anything. */
export function silent(personId: string): Compared {
  return comparedOf({ personId, trained: false });
}

type Known = Partial<Compared> & Pick<Compared, 'personId' | 'trained'>;

/** Written out, in one order: people of one shape are looked through several times as fast, and a course has 10,000. */
function comparedOf(known: Known): Compared {
  return {
    personId: known.personId,
    hasProfile: known.hasProfile ?? false,
    wish: known.wish,
    strong: known.strong ?? 0,
    wanted: known.wanted ?? 0,
    languages: known.languages ?? new Uint32Array(1),
    sure: known.sure ?? 0,
    unsure: known.unsure ?? 0,
    confidence: known.confidence,
    stage: known.stage,
    gates: known.gates,
    channel: known.channel,
    format: known.format,
    clock: known.clock,
    week: known.week,
    style: known.style ?? [],
    groups: known.groups,
    trained: known.trained,
    withheld: known.withheld ?? 0,
    most: known.most,
    places: known.places,
  };
}

/** Topics and stages that the course no longer lists are not compared. */
export function comparedPeople(
  people: readonly PersonSaid[],
  lists: Lists,
  term: Term,
): { people: Compared[]; lexicon: Lexicon } {
  const zones = people.flatMap(({ answers }) => answers?.timeZone ?? []);
  const clockOf = clocksIn(zones, term);
  const lexicon = lexiconOf(people, lists, distinctClocks([...clockOf.values()]));
  const one = encoder(lexicon);
  const places = placesOf(lexicon.clocks.map((clock) => clock.join()));
  const placeOf = new Map([...clockOf].map(([zone, clock]) => [zone, places.get(clock.join())]));
  return { lexicon, people: people.map((person) => one(person, placeOf.get(person.answers?.timeZone ?? ''))) };
}

function lexiconOf(
  people: readonly PersonSaid[],
  { topics, stages = [], asked }: Lists,
  clocks: readonly Clock[],
): Lexicon {
  return {
    topics: topics.slice(0, 31),
    stages,
    languages: languagesSpoken(people),
    groupIds: distinct(people.flatMap(({ groupIds }) => groupIds ?? [])),
    styleIds: distinct(people.flatMap(({ answers }) => Object.keys(answers?.style ?? {}))),
    slotMinutes: slotMinutesFor(clocks.flat()),
    clocks,
    shifts: distinctClocks(clocks.map(shiftOf)),
    ...(asked && { asked }),
  };
}

function encoder(lexicon: Lexicon): (person: PersonSaid, clock: number | undefined) => Compared {
  const topics = placesOf(lexicon.topics);
  const languages = placesOf(lexicon.languages.map(readsAs));
  const groups = placesOf(lexicon.groupIds);
  const stages = placesOf(lexicon.stages);
  return ({ personId, answers, groupIds = [], gates, trained = false, capacity }, place) => {
    const ofGroups = wordsOf(groupIds, groups);
    if (!answers) return comparedOf({ personId, gates, trained, groups: ofGroups, places: capacity });
    const { confidence = {}, style = {}, withheld } = answers;
    const clock = lexicon.clocks[place ?? -1];
    const rated = Object.entries(confidence).filter(([topic]) => topics.has(topic));
    return comparedOf({
      personId,
      gates,
      trained,
      groups: ofGroups,
      places: capacity,
      hasProfile: true,
      wish: answers.roleWish,
      clock: place,
      strong: bits(answers.strong, topics),
      wanted: bits(answers.wanted, topics),
      languages: bitsOf(answers.languages.map(readsAs), languages),
      sure: bits(topicsRated(rated, 3, 4), topics),
      unsure: bits(topicsRated(rated, 1, 2), topics),
      confidence: meanOf(rated.map(([, level]) => level)),
      stage: answers.stage === undefined ? undefined : stages.get(answers.stage),
      channel: answers.channel,
      format: answers.format,
      week: weekOf(answers, clock, lexicon),
      style: lexicon.styleIds.map((id) => style[id]),
      most: answers.maxMentees,
      withheld: withheldBits(withheld),
    });
  };
}

function weekOf({ availability = [] }: Said, clock: Clock | undefined, lexicon: Lexicon): Uint32Array | undefined {
  return clock === undefined || availability.length === 0 ? undefined : weekOver(availability, clock, lexicon);
}

/** A mentor's places: the teacher's word on this one, or the course's, and never more than the mentor wishes for. */
export function placesOfMentor({ most, places }: Pick<Partial<Compared>, 'most' | 'places'>, ofCourse: number): number {
  return Math.min(most ?? Infinity, places ?? ofCourse);
}

function topicsRated(rated: readonly [string, number][], from: number, to: number): string[] {
  return rated.filter(([, level]) => level >= from && level <= to).map(([topic]) => topic);
}

function meanOf(levels: readonly number[]): number | undefined {
  if (levels.length === 0) return undefined;
  return Math.round((levels.reduce((sum, level) => sum + level - 1, 0) / levels.length) * 4);
}

/** Undefined for somebody in no group: then nothing is said about groups. */
function wordsOf(ids: readonly string[], places: ReadonlyMap<string, number>): Uint32Array | undefined {
  return ids.length === 0 ? undefined : bitsOf(ids, places);
}

/** Each once, however it is written: one that is in no list stands as somebody typed it. */
function languagesSpoken(people: readonly PersonSaid[]): string[] {
  const spoken = distinct(people.flatMap(({ answers }) => answers?.languages ?? []));
  return [...new Map(spoken.map((language) => [readsAs(language), language])).values()];
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words)].sort();
}

function placesOf(list: readonly string[]): Map<string, number> {
  return new Map(list.map((word, place) => [word, place]));
}
