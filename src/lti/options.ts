import type { Request, Response } from 'express';
import type { Connection } from 'mongoose';
import type { Clock } from '../shared/clock.js';
import type { LaunchFailure, RegistrationFinish, ToolSettings } from './gateway.js';
import { customVariables } from './moodle.js';

/** The part of pino used here; ids and codes only, never names or tokens. */
export interface GatewayLogger {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface GatewayOptions {
  /** Connected; the gateway makes its own models and indexes on it and never closes it. */
  connection: Connection;
  /** Where browsers and Moodle reach Tandem, without a slash at the end: `https://tandem.example`. */
  publicUrl: string;
  /** Each 32 bytes in base64: the first encrypts private keys at rest, all of them decrypt. */
  encryptionKeys: readonly string[];
  clock: Clock;
  /** Hosts that may be called though their address is private: universities run Moodle inside. */
  allowedPrivateHosts: readonly string[];
  /** True allows plain http and private addresses, for the sandbox; never in production. */
  development: boolean;
  logger: GatewayLogger;
  /** Writes the page of a launch or registration that failed, with the failure's status. */
  onFailure: (req: Request, res: Response, failure: LaunchFailure) => void | Promise<void>;
  /** Writes the page at the end of a registration, inside Moodle's frame. */
  onRegistered: (req: Request, res: Response, finish: RegistrationFinish) => void | Promise<void>;
  /** How the tool calls itself when it registers. */
  tool?: { name: string; description: string };
  /** Requests to /lti per address and process; one address can be a whole university. */
  requestsPerMinute?: number;
  /** Refused requests per address and process, after which the address has to wait for the next minute. */
  failuresPerMinute?: number;
  /** Verified launches per platform and process: one platform must not slow down the others. */
  launchesPerMinute?: number;
}

/** The addresses of Tandem that a platform must know. */
export interface ToolAddresses {
  base: string;
  login: string;
  launch: string;
  keys: string;
  register: string;
  /** A picture that the platform shows beside the tool and its activities. */
  icon: string;
}

export function toolAddresses(publicUrl: string): ToolAddresses {
  const base = publicUrl.replace(/\/+$/, '');
  return {
    base,
    login: `${base}/lti/login`,
    launch: `${base}/lti/launch`,
    keys: `${base}/lti/keys`,
    register: `${base}/lti/register`,
    icon: `${base}/icon.svg`,
  };
}

export const defaultTool = { name: 'Tandem', description: 'Mentoring and peer review inside the course' };

export function toolSettings(addresses: ToolAddresses, tool: { name: string; description: string }): ToolSettings {
  const { launch: launchUrl, login: loginUrl, keys: keysUrl } = addresses;
  return { ...tool, launchUrl, loginUrl, keysUrl, custom: customVariables };
}
