import type { RequestHandler } from 'express';
import { endpointOf, type Endpoint } from './misbehave.js';
import type { Moodle } from './moodle.js';

/** One call of the tool to a service. No token is kept. */
export interface Received {
  endpoint: Endpoint;
  method: string;
  url: string;
  accept: string;
  contentType: string;
  /** As parsed by the endpoint: text for services, fields for forms. */
  body: unknown;
  /** Null until answered, and when the connection was dropped. */
  status: number | null;
  at: Date;
}

const kept = 5000;

export function recorder(moodle: Moodle, received: Received[]): RequestHandler {
  return (request, response, next) => {
    const endpoint = endpointOf(request.path);
    if (endpoint) {
      const call: Received = {
        endpoint,
        method: request.method,
        url: request.originalUrl,
        accept: request.get('accept') ?? '',
        contentType: request.get('content-type') ?? '',
        body: undefined,
        status: null,
        at: moodle.now(),
      };
      received.push(call);
      if (received.length > kept) received.shift();
      response.on('close', () => {
        call.body = request.body as unknown;
      });
      response.on('finish', () => {
        call.body = request.body as unknown;
        call.status = response.statusCode;
      });
    }
    next();
  };
}
