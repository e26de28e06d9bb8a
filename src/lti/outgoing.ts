/**
 * The only way out to a platform. node:http rather than fetch: it lets the address be judged after the name was
 * resolved, in the very connection that is opened, so a name cannot point elsewhere a moment later.
 */
import { lookup } from 'node:dns';
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { failure, success, type Result } from '../shared/result.js';
import { second } from '../shared/clock.js';
import { callableUrl, isPrivateAddress, mayBePrivate, type AddressPolicy } from './addresses.rules.js';
import type { PlatformFailure } from './gateway.js';

export interface OutgoingRequest {
  method: 'GET' | 'POST' | 'PUT';
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
  /** Milliseconds until the whole answer must be here. */
  timeout?: number;
  /** Bytes of the longest answer that is read. */
  limit?: number;
}

export interface Answer {
  status: number;
  /** The status line's own words: Moodle puts its reason there. */
  reason: string;
  header(name: string): string | undefined;
  body: string;
}

export interface Outgoing {
  send(request: OutgoingRequest): Promise<Result<Answer, PlatformFailure>>;
  close(): void;
}

const defaultTimeout = 10 * second;
const defaultLimit = 1024 * 1024;
class PrivateAddress extends Error {}
class TooLarge extends Error {}
class TookTooLong extends Error {}

export function createOutgoing(policy: AddressPolicy): Outgoing {
  const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };
  const guardedLookup = lookupUnder(policy);
  return {
    async send(request) {
      const url = callableUrl(request.url, policy);
      if (typeof url === 'string') return failure(unusableAddress(url));
      const options: RequestOptions = {
        method: request.method,
        headers: { 'User-Agent': 'Tandem', ...request.headers, ...lengthOf(request.body) },
        agent: url.protocol === 'https:' ? agents.https : agents.http,
        lookup: guardedLookup,
      };
      try {
        return success(await exchange(url, options, request));
      } catch (error) {
        return failure(failureOf(error));
      }
    },
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

function lookupUnder(policy: AddressPolicy): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) {
        done(error, '', 0);
        return;
      }
      const [first] = addresses;
      const isRefused = !mayBePrivate(hostname, policy) && addresses.some(({ address }) => isPrivateAddress(address));
      if (isRefused || !first) done(new PrivateAddress(hostname), '', 0);
      else if (options.all === true) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}

function lengthOf(body: string | undefined): Record<string, string> {
  return body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
}

function exchange(url: URL, options: RequestOptions, request: OutgoingRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    let isLate = false;
    const outgoing = send(url, options, (incoming) => {
      readAnswer(incoming, request.limit ?? defaultLimit).then(resolve, (error: unknown) => {
        outgoing.destroy();
        reject(isLate ? new TookTooLong() : asError(error));
      });
    });
    const deadline = setTimeout(() => {
      isLate = true;
      outgoing.destroy(new TookTooLong());
    }, request.timeout ?? defaultTimeout);
    outgoing.on('close', () => clearTimeout(deadline));
    outgoing.on('error', (error) => {
      // A kept connection may have been closed by the platform a moment ago: an idle hang-up, not an answer.
      if (request.method === 'GET' && outgoing.reusedSocket && !isLate) {
        exchange(url, { ...options, agent: false }, request).then(resolve, reject);
      } else reject(error);
    });
    outgoing.end(request.body);
  });
}

async function readAnswer(incoming: IncomingMessage, limit: number): Promise<Answer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new TooLarge();
    chunks.push(chunk);
  }
  return {
    status: incoming.statusCode ?? 0,
    reason: utf8(incoming.statusMessage ?? ''),
    header: (name) => {
      const value = incoming.headers[name];
      return value === undefined ? undefined : utf8(Array.isArray(value) ? value.join(', ') : value);
    },
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

// Node reads header bytes as Latin-1; Moodle's AGS Link headers hold UTF-8 quotes.
function utf8(header: string): string {
  return Buffer.from(header, 'latin1').toString('utf8');
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function unusableAddress(reason: 'not_a_url' | 'not_https' | 'private'): PlatformFailure {
  return { code: 'refused', retryable: false, detail: `address_${reason}` };
}

function failureOf(error: unknown): PlatformFailure {
  if (error instanceof TookTooLong) return { code: 'timed_out', retryable: true };
  if (error instanceof TooLarge) return { code: 'unreadable', retryable: true, detail: 'answer_too_large' };
  if (error instanceof PrivateAddress) return unusableAddress('private');
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return { code: 'unreachable', retryable: true, ...(code === undefined ? {} : { detail: code }) };
}
