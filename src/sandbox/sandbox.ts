import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { systemClock, type Clock } from '../shared/clock.js';
import { createSandboxApp } from './app.js';
import { createControl } from './control.js';
import type { SandboxControl } from './controls.js';
import { demoState } from './demo-world.js';
import { ensureKey } from './keys.js';
import { createTroubles } from './misbehave.js';
import { createMoodle, readState, stateWriter } from './moodle.js';
import type { Received } from './received.js';
import type { State } from './world.js';

export interface SandboxOptions {
  /** 0, or left out: any free port. */
  port?: number;
  /** Another site than the tool's 127.0.0.1, so that its frame is cross-site without TLS. */
  host?: string;
  /** Where the state is kept between runs; left out: in memory only. */
  directory?: string;
  clock?: Clock;
  /** The world to begin with; left out: what was kept, else the demonstration's. */
  state?: State;
  /** Base address of the tool, to fill in the registration box. */
  toolUrl?: string;
  /** Called when somebody moves the sandbox's clock, with the whole offset in milliseconds. */
  onClockMoved?: (offset: number) => void;
}

export interface Sandbox extends SandboxControl {
  /** Issuer and base of every address, without a slash at the end. */
  url: string;
  close(): Promise<void>;
}

/** Starts a stand-in Moodle: a real HTTP server with a course, people, a gradebook and LTI Advantage. */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const clock = options.clock ?? systemClock;
  const file = options.directory === undefined ? undefined : join(options.directory, 'sandbox.json');
  const kept = file === undefined ? undefined : readState(file);
  const state = options.state ?? kept ?? demoState(clock());
  const moodle = createMoodle({
    state,
    clock,
    ...(file === undefined ? {} : { save: (current) => stateWriter(file, current) }),
  });
  await ensureKey(moodle);
  const troubles = createTroubles();
  const received: Received[] = [];
  const moveClock = async (milliseconds: number): Promise<void> => {
    state.clockOffset += milliseconds;
    options.onClockMoved?.(state.clockOffset);
    await moodle.save();
  };
  const parts = { moodle, troubles, received, moveClock, toolUrl: options.toolUrl };
  const server = createServer(createSandboxApp(parts));
  const host = options.host ?? 'localhost';
  moodle.url = `http://${host}:${await listen(server, options.port ?? 0, host)}`;
  return {
    ...createControl(parts),
    url: moodle.url,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await moodle.save();
    },
  };
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  server.listen(port, host);
  await once(server, 'listening');
  // A TCP server that listens has an address with a port.
  return (server.address() as AddressInfo).port;
}
