/** One request on a kept connection, redirects not followed, for benchmarks that ask thousands. */
import { Agent, request } from 'node:http';

export const agent = new Agent({ keepAlive: true });

export interface Answer {
  status: number;
  location: string;
  /** `name=value`, several joined as a browser sends them back. */
  cookie: string;
  body: string;
}

export interface Sending {
  /** Makes it a post. */
  form?: Readonly<Record<string, string>>;
  cookie?: string;
  headers?: Readonly<Record<string, string>>;
}

export function send(address: string, { form, cookie = '', headers = {} }: Sending = {}): Promise<Answer> {
  const body = form ? new URLSearchParams(form).toString() : undefined;
  const typed =
    body === undefined
      ? {}
      : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) };
  const options = {
    ...{ agent, method: body === undefined ? 'GET' : 'POST' },
    headers: { ...headers, ...typed, ...(cookie === '' ? {} : { cookie }) },
  };
  return new Promise((resolve, reject) => {
    const sent = request(address, options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          location: answer.headers.location ?? '',
          cookie: (answer.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; '),
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
