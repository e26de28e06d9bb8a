import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../shared/clock.js';
import type { SandboxActivity, SandboxCourse, SandboxPerson, State, ToolType } from './world.js';

/** One running stand-in: its state, its clock, and where it keeps both. Everything else in this folder works on it. */
export interface Moodle {
  /** Issuer and base of every address; known once the server listens. */
  url: string;
  state: State;
  now(): Date;
  /** Unix seconds. */
  seconds(): number;
  /** To be called after every change: what was acknowledged must survive a restart. */
  save(): Promise<void>;
}

const savedState = z.looseObject({ version: z.literal(1), people: z.array(z.unknown()), keys: z.array(z.unknown()) });

/** Reads a saved state; undefined when there is none. Throws on a file that is not ours. */
export function readState(file: string): State | undefined {
  if (!existsSync(file)) return undefined;
  // The file is written by `stateWriter` only; its version says that the shape holds.
  return savedState.parse(JSON.parse(readFileSync(file, 'utf8'))) as unknown as State;
}

/** Writes whole files under another name first, one after the other; calls that wait share one write. */
export function stateWriter(file: string, current: () => State): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | undefined;
  const write = async (): Promise<void> => {
    waiting = undefined;
    await mkdir(dirname(file), { recursive: true });
    const draft = `${file}.new`;
    await writeFile(draft, JSON.stringify(current()), { flush: true });
    await rename(draft, file);
  };
  return () => {
    if (!waiting) {
      waiting = running.then(write);
      running = waiting.catch(() => undefined);
    }
    return waiting;
  };
}

export function createMoodle(options: {
  state: State;
  clock: Clock;
  save?: (state: () => State) => () => Promise<void>;
}): Moodle {
  const moodle: Moodle = {
    url: '',
    state: options.state,
    now: () => new Date(options.clock().getTime() + moodle.state.clockOffset),
    seconds: () => Math.floor(moodle.now().getTime() / 1000),
    save: () => Promise.resolve(),
  };
  if (options.save) moodle.save = options.save(() => moodle.state);
  return moodle;
}

export function courseById(state: State, courseId: string): SandboxCourse | undefined {
  return state.courses.find((course) => course.id === courseId);
}

export function personById(state: State, personId: string): SandboxPerson | undefined {
  return state.people.find((person) => person.id === personId);
}

export function activityByCmId(state: State, cmId: string): SandboxActivity | undefined {
  return state.activities.find((activity) => activity.cmId === cmId);
}

export function ltiByInstance(state: State, instanceId: string): SandboxActivity | undefined {
  return state.activities.find((activity) => activity.module === 'lti' && activity.instanceId === instanceId);
}

export function toolByType(state: State, typeId: string | null): ToolType | undefined {
  return state.tools.find((tool) => tool.typeId === typeId);
}

export function toolByClient(state: State, clientId: string): ToolType | undefined {
  return state.tools.find((tool) => tool.clientId === clientId);
}
