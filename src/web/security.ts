/** Headers. A page inside a visit may be framed by the launching platform only; one without a visit by any. */
import type { RequestHandler, Response } from 'express';
import helmet from 'helmet';

export function securityHeaders(publicUrl: string): RequestHandler {
  const overHttps = publicUrl.startsWith('https://');
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: [(_req, res) => formTargets(res as Response)],
        frameAncestors: [(_req, res) => framers(res as Response)],
      },
    },
    // `no-referrer` would make every form post say `Origin: null`.
    referrerPolicy: { policy: 'same-origin' },
    // frame-ancestors replaces it; this header can name no platform.
    xFrameOptions: false,
    // Moodle's "new window" launch keeps its opener.
    crossOriginOpenerPolicy: false,
    strictTransportSecurity: overHttps,
  });
}

interface Framing {
  framers?: string;
  formTargets?: string;
}

function framers(res: Response): string {
  return (res.locals as Framing).framers ?? '*';
}

function formTargets(res: Response): string {
  return (res.locals as Framing).formTargets ?? "'self'";
}

/** Must run before helmet writes the header, or be followed by {@link securityHeaders} again. */
export function frameOnlyBy(res: Response, origin: string): void {
  const locals = res.locals as Framing;
  locals.framers = origin;
  locals.formTargets = origin === "'none'" ? "'self'" : `'self' ${origin}`;
}
