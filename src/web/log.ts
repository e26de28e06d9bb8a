/** Structured logs: ids and codes only. No names, answers, tokens, visit ids or query strings ever reach a log. */
import type { RequestHandler } from 'express';
import { pino, type Logger } from 'pino';

export type { Logger };

export function createLogger(level: string): Logger {
  return pino({ level, base: null, redact: ['err.config', 'err.response'] });
}

/** One line a request: method, first part of the path, status and milliseconds. */
export function requestLog(logger: Logger): RequestHandler {
  return (req, res, next) => {
    const startedAt = performance.now();
    res.on('finish', () => {
      const area = /^\/[\w-]*/.exec(req.originalUrl)?.[0] ?? '/';
      logger.info({ method: req.method, area, status: res.statusCode, ms: Math.round(performance.now() - startedAt) });
    });
    next();
  };
}
