/** The gateway in an app of a few lines, on the test's store. One per test file: ltijs is one per process. */
import express from 'express';
import { createServer } from 'node:http';
import type { Connection } from 'mongoose';
import { createGateway } from '../../../src/lti/create-gateway.js';
import type { Launch, LaunchFailure, LtiGateway, RegistrationFinish } from '../../../src/lti/gateway.js';
import type { GatewayOptions } from '../../../src/lti/options.js';
import { listening } from './tiny-platform.js';

export const encryptionKey = Buffer.alloc(32, 7).toString('base64');

export interface TestTool {
  url: string;
  login: string;
  launch: string;
  register: string;
  keys: string;
  gateway: LtiGateway;
  launches: Launch[];
  failures: LaunchFailure[];
  finishes: RegistrationFinish[];
  /** Errors that reached the app's own handler: ours, never a sender's. */
  errors: unknown[];
  close(): Promise<void>;
}

export async function startTool(connection: Connection, wishes: Partial<GatewayOptions> = {}): Promise<TestTool> {
  const app = express();
  app.set('query parser', 'simple');
  const server = createServer(app);
  const url = `http://127.0.0.1:${await listening(server)}`;
  const launches: Launch[] = [];
  const failures: LaunchFailure[] = [];
  const finishes: RegistrationFinish[] = [];
  const errors: unknown[] = [];
  const gateway = await createGateway({
    connection,
    publicUrl: url,
    encryptionKeys: [encryptionKey],
    clock: () => new Date(),
    allowedPrivateHosts: [],
    development: true,
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    onFailure: (_req, res, failure) => {
      failures.push(failure);
      res.status(failure.status).type('html').send(`<h1>Refused</h1><p>${failure.code}</p>`);
    },
    onRegistered: (_req, res, finish) => {
      finishes.push(finish);
      res.type('html').send('<h1>Registered</h1>');
    },
    ...wishes,
  });
  gateway.onLaunch((launch) => {
    launches.push(launch);
    return Promise.resolve('/entered');
  });
  gateway.mount(app);
  app.use((error: unknown, _req: express.Request, res: express.Response, next: express.NextFunction) => {
    errors.push(error);
    if (res.headersSent) next(error);
    else res.status(500).send('ours');
  });
  return {
    url,
    login: `${url}/lti/login`,
    launch: `${url}/lti/launch`,
    register: `${url}/lti/register`,
    keys: `${url}/lti/keys`,
    gateway,
    launches,
    failures,
    finishes,
    errors,
    close: async () => {
      await gateway.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
