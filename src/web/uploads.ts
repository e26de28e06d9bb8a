/** One file sent with a form (RFC 7578), read whole into memory and only up to a limit. */
import { Busboy, type BusboyFileStream } from '@fastify/busboy';
import type { Request } from 'express';
import { AppError } from '../shared/errors.js';
import type { Posted } from './forms.js';

export interface UploadedFile {
  /** As the browser said; nothing may be derived from it. */
  name: string;
  bytes: Uint8Array;
  /** Longer than the route takes: `bytes` is its beginning. */
  isCut: boolean;
}

export interface Upload {
  fields: Posted;
  /** Undefined where no file was chosen. */
  file: UploadedFile | undefined;
}

/** A longer request is not even read to its end. */
const readAtMost = 64 * 1024 * 1024;
const fieldLimits = { files: 1, fields: 50, parts: 51, fieldSize: 100_000, headerPairs: 20 } as const;

/** Whether the form was sent as one that holds files. */
export function hasParts(req: Request): boolean {
  return /^multipart\/form-data\s*;/i.test(req.headers['content-type'] ?? '');
}

/**
 * The rest of a file that is too long is thrown away as it comes, so that the person gets an answer instead of a broken
 * connection. Rejects with 413 far above the limit, and with 400 when the parts cannot be read.
 * @param maximum bytes of the file
 */
export function readUpload(req: Request, maximum: number): Promise<Upload> {
  if (Number(req.headers['content-length'] ?? 0) > readAtMost)
    return Promise.reject(new AppError(413, 'file_too_large'));
  return new Promise((resolve, reject) => {
    const fields: [string, string][] = [];
    let file: UploadedFile | undefined;
    let read = 0;
    const parts = partsOf(req, maximum);
    const stop = (problem: AppError) => {
      req.unpipe(parts);
      req.resume();
      reject(problem);
    };
    parts.on('field', (name, value) => fields.push([name, value]));
    parts.on('file', (_field, stream, name) => {
      collect(stream, name, (found) => (file = found));
      // A file that breaks off says so itself, and nobody listening would end the process.
      stream.on('error', () => stop(new AppError(400, 'unreadable')));
    });
    parts.on('error', () => stop(new AppError(400, 'unreadable')));
    parts.on('finish', () => resolve({ fields: postedFrom(fields), file }));
    req.on('aborted', () => stop(new AppError(400, 'unreadable')));
    req.on('data', (chunk: Buffer) => {
      read += chunk.length;
      if (read > readAtMost) stop(new AppError(413, 'file_too_large'));
    });
    req.pipe(parts);
  });
}

function partsOf(req: Request, maximum: number): InstanceType<typeof Busboy> {
  try {
    const headers = { ...req.headers, 'content-type': req.headers['content-type'] ?? '' };
    return new Busboy({ headers, limits: { ...fieldLimits, fileSize: maximum } });
  } catch {
    // A form that names no boundary between its parts.
    throw new AppError(400, 'unreadable');
  }
}

/** A form without a chosen file sends an empty one without a name. */
function collect(stream: BusboyFileStream, name: string, found: (file: UploadedFile) => void): void {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => {
    const bytes = Buffer.concat(chunks);
    if (bytes.length > 0 || name !== '') found({ name, bytes, isCut: stream.truncated });
  });
}

function postedFrom(fields: readonly [string, string][]): Posted {
  const posted = new Map<string, string | string[]>();
  for (const [name, value] of fields) {
    const before = posted.get(name);
    posted.set(name, before === undefined ? value : [before, value].flat());
  }
  return Object.fromEntries(posted);
}
