/** Who signed which words, when it is owed, and how it changes. */
import { createHash } from 'node:crypto';
import { after, day } from '../../shared/clock.js';
import { failure, success, type Result } from '../../shared/result.js';
import type { Asking, Charter, CharterLine, Signature, Version } from './charter.js';

/** From the first day of a mentorship. */
export const signWithin = 7 * day;
/** More than two people change in a term. */
const mostVersions = 100;

export type Refused = 'changed' | 'fixed' | 'full';
export type Changed = Result<Charter, Refused>;

/** While nobody has signed, it is what the course says now. */
export function currentOf({ versions }: Charter, template: readonly CharterLine[], since: Date): Version {
  return versions.at(-1) ?? { number: 1, at: since, lines: template };
}

/** The same for the same words: what somebody signs is what they read. */
export function wordsOf({ number, lines }: Pick<Version, 'number' | 'lines'>): string {
  const words = JSON.stringify([number, ...lines.map(({ id, text }) => [id, text])]);
  return createHash('sha256').update(words).digest('base64url').slice(0, 22);
}

export function signatureOf({ signatures }: Charter, personId: string, { number }: Version): Signature | undefined {
  return signatures.find((one) => one.personId === personId && one.version === number);
}

/** By all who are meant to. */
export function isWhole(charter: Charter, version: Version, memberIds: readonly string[]): boolean {
  return memberIds.every((personId) => signatureOf(charter, personId, version) !== undefined);
}

export interface Standing {
  charter: Charter;
  current: Version;
  signerIds: readonly string[];
}

/** What it is to one of those who are meant to sign it. */
export function stateOf({ charter, current, signerIds }: Standing, personId: string): 'toSign' | 'waiting' | 'whole' {
  if (!signatureOf(charter, personId, current)) return 'toSign';
  return isWhole(charter, current, signerIds) ? 'whole' : 'waiting';
}

/** Who is meant to sign it and has not. */
export function unsignedBy({ charter, current, signerIds }: Standing): string[] {
  return signerIds.filter((personId) => !signatureOf(charter, personId, current));
}

interface Doing {
  personId: string;
  current: Version;
  now: Date;
}

/** Signed twice, it is signed once. */
export function signed(charter: Charter, words: string, { personId, current, now }: Doing): Changed {
  if (words !== wordsOf(current)) return failure('changed');
  if (signatureOf(charter, personId, current)) return success(charter);
  const signature = { personId, version: current.number, at: now };
  return success({ ...begun(charter, current), signatures: [...charter.signatures, signature] });
}

export interface LineChange {
  lineId: string;
  text: string;
  why: string;
  /** Of the version that was read. */
  words: string;
}

/** A new version, which all sign again; the words as they were are no change. */
export function lineChanged(charter: Charter, wish: LineChange, { personId, current, now }: Doing): Changed {
  const { lineId, text, why, words } = wish;
  const line = current.lines.find(({ id }) => id === lineId);
  if (line?.open !== true) return failure('fixed');
  if (line.text === text) return success(charter);
  if (words !== wordsOf(current)) return failure('changed');
  if (charter.versions.length >= mostVersions) return failure('full');
  const next: Version = {
    ...{ number: current.number + 1, at: now, change: { lineId, before: line.text, by: personId, why } },
    lines: current.lines.map((one) => (one.id === lineId ? { ...one, text } : one)),
  };
  const kept = begun(charter, current);
  return success({ ...kept, versions: [...kept.versions, next] });
}

export function withAsking(charter: Charter, personId: string, asking: Asking): Charter {
  return { ...charter, asking: { ...charter.asking, [personId]: asking } };
}

/** From the first act on the words stand as they were read, whatever the course says later. */
function begun(charter: Charter, current: Version): Charter {
  return charter.versions.length > 0 ? charter : { ...charter, versions: [current] };
}

/**
 * Until when a mentorship's charter is to be signed; undefined for those that ran before there were charters: they are
 * asked, and owe nothing.
 */
export function dueOf(startedAt: Date, chartersSince: Date | undefined): Date | undefined {
  return chartersSince !== undefined && startedAt >= chartersSince ? after(startedAt, signWithin) : undefined;
}

/** Who wrote what outlived them. */
const nobody = 'nobody';

export function isOf({ key, signatures, asking, versions }: Charter, personId: string): object[] {
  const changes = versions.flatMap(({ number, at, change }) =>
    change?.by === personId ? [{ number, at, ...change }] : [],
  );
  const own = signatures.filter((one) => one.personId === personId);
  const said = asking[personId];
  return own.length + changes.length === 0 && !said ? [] : [{ key, signatures: own, changes, asking: said }];
}

/** The words that others signed stay, without who wrote them. */
export function withoutPerson(charter: Charter, personId: string): Charter {
  return {
    ...charter,
    signatures: charter.signatures.filter((one) => one.personId !== personId),
    asking: Object.fromEntries(Object.entries(charter.asking).filter(([id]) => id !== personId)),
    versions: charter.versions.map(({ change, ...version }) => ({
      ...version,
      ...(change && { change: change.by === personId ? { ...change, by: nobody, why: '' } : change }),
    })),
  };
}

/** How many charters each person has signed in the words that hold. */
export function signedCounts(charters: readonly Charter[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { versions, signatures } of charters) {
    const current = versions.at(-1)?.number;
    for (const personId of new Set(
      signatures.filter(({ version }) => version === current).map((one) => one.personId),
    )) {
      counts.set(personId, (counts.get(personId) ?? 0) + 1);
    }
  }
  return counts;
}
