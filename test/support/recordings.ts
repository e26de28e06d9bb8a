import { readFileSync } from 'node:fs';

/** Requests and answers recorded from a real Moodle 4.5.6 (https://moodle.test), with what its database held after. */
export interface RecordedCall {
  name: string;
  recorded: string;
  request: { method: string; url: string; headers: Record<string, string>; body?: string };
  response: { status: number; statusText: string; headers: { 'content-type'?: string; link?: string }; body: unknown };
  /** Of a token request: what the assertion said. Its signature could not be recorded usefully. */
  assertion?: { header: Record<string, unknown>; claims: Record<string, unknown> };
  after?: {
    grade: {
      rawgrade: string | null;
      finalgrade: string | null;
      overridden: string;
      feedback: string | null;
      timemodified: string | null;
    } | null;
    completion: { cmid: number; state: number | null } | null;
  };
}

export interface RecordedLaunch {
  name: string;
  recorded: string;
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
}

export interface RecordedLogin {
  name: string;
  recorded: string;
  fields: Record<string, string>;
}

export interface RecordedRegistration {
  configuration: Record<string, unknown>;
  request: Record<string, unknown>;
  response: Record<string, unknown>;
}

export interface RecordedSelection {
  name: string;
  claims: Record<string, unknown>;
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`./recordings/${name}.json`, import.meta.url), 'utf8'));
}

// The files were written from the recordings in exactly these shapes.
export const recordedCalls = (['tokens', 'roster', 'line-items', 'scores', 'results'] as const).flatMap(
  (name) => read(name) as RecordedCall[],
);
export const recordedLaunches = read('launches') as RecordedLaunch[];
export const recordedLogins = read('logins') as RecordedLogin[];
export const recordedRegistration = read('registration') as RecordedRegistration;
export const recordedSelections = read('deep-linking') as RecordedSelection[];
