/** Reads what was sent to /lti before ltijs sees it: plain text fields, each once, of bounded size. */
import type { Request } from 'express';
import { LaunchRefused } from './launch-failures.js';

export type Fields = Readonly<Record<string, string>>;

// Moodle's id_token is about 8 KB, with every variable asked for and many groups still under 20.
const bodyLimit = 128 * 1024;
const fieldLimit = 50;

export async function sentFields(req: Request): Promise<Fields> {
  return req.method === 'POST' ? fieldsOf(await readForm(req)) : fieldsOf(queryOf(req.originalUrl));
}

function queryOf(address: string): string {
  const start = address.indexOf('?');
  return start === -1 ? '' : address.slice(start + 1);
}

async function readForm(req: Request): Promise<string> {
  const [type] = (req.headers['content-type'] ?? '').split(';');
  if (type?.trim().toLowerCase() !== 'application/x-www-form-urlencoded') throw new LaunchRefused('form_expected');
  if (req.headers['content-encoding'] !== undefined) throw new LaunchRefused('form_expected');
  if (Number(req.headers['content-length'] ?? 0) > bodyLimit) throw new LaunchRefused('request_too_large');
  return Buffer.concat(await chunksOf(req)).toString('utf8');
}

async function chunksOf(req: Request): Promise<Buffer[]> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of req as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > bodyLimit) throw new LaunchRefused('request_too_large');
      chunks.push(chunk);
    }
  } catch (problem) {
    // What ends a stream from outside is the sender's connection.
    throw problem instanceof LaunchRefused ? problem : new LaunchRefused('form_unreadable');
  }
  return chunks;
}

export function fieldsOf(encoded: string): Fields {
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(encoded)) {
    // Two values of one name are read differently by every parser on the way: nobody honest sends them.
    if (fields.has(name)) throw new LaunchRefused('field_repeated');
    if (fields.size >= fieldLimit) throw new LaunchRefused('form_unreadable');
    fields.set(name, value);
  }
  return Object.fromEntries(fields);
}

/** The cookies of a request; a broken one is left out. */
export function cookiesOf(header: string | undefined): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const part of (header ?? '').split(';')) {
    const equals = part.indexOf('=');
    const name = part.slice(0, equals).trim();
    if (equals > 0 && !cookies.has(name)) cookies.set(name, part.slice(equals + 1).trim());
  }
  return cookies;
}
