/** Passport decides who is asking: a visit (course pages), an operator (console), a calendar feed (its own token). */
import { Passport, Strategy, type PassportStatic } from 'passport';
import type { Request } from 'express';
import { Strategy as LocalStrategy } from 'passport-local';
import type { Clock } from '../shared/clock.js';
import { browserCookie, cookieFrom, verdictFor } from './proof.js';
import type { Visit } from './visit.js';
import type { VisitStore } from './visit.store.js';

export interface SignIn {
  passport: PassportStatic;
}

/** Why a visit does not open; `over` also stands for "never was", so that ids cannot be probed. */
export type VisitRefusal = 'over' | 'cross_site';

class VisitStrategy extends Strategy {
  override name = 'visit';

  constructor(
    private readonly visits: VisitStore,
    private readonly ownOrigin: string,
    private readonly clock: Clock,
  ) {
    super();
  }

  override authenticate(req: Request): void {
    this.decide(req).catch((problem: unknown) => this.error(problem));
  }

  private async decide(req: Request): Promise<void> {
    const found = await this.visits.find(String(req.params.visitId), this.clock());
    const evidence = {
      cookie: cookieFrom(req.headers.cookie, browserCookie),
      fetchDest: req.get('sec-fetch-dest'),
      fetchSite: req.get('sec-fetch-site'),
      origin: req.get('origin'),
      method: req.method,
    };
    // A post from another site is refused first, whether or not the visit exists: it must not learn which.
    const verdict = verdictFor(found?.cookieHash ?? null, evidence, this.ownOrigin);
    if (verdict === 'cross-site') this.fail('cross_site' satisfies VisitRefusal, 403);
    else if (!found || verdict === 'closed') this.fail('over' satisfies VisitRefusal, 401);
    else this.success(found.visit satisfies Visit);
  }
}

/** Yields what identifies the caller, or undefined when name and password (or token) are wrong. */
export interface Verifiers {
  operator: (name: string, password: string) => Promise<object | undefined>;
  calendar: (token: string) => Promise<object | undefined>;
}

class CalendarStrategy extends Strategy {
  override name = 'calendar';

  constructor(private readonly verify: Verifiers['calendar']) {
    super();
  }

  override authenticate(req: Request): void {
    this.verify(String(req.params.token))
      .then((reader) => (reader ? this.success(reader) : this.fail(404)))
      .catch((problem: unknown) => this.error(problem));
  }
}

export function createSignIn(visits: VisitStore, ownOrigin: string, clock: Clock, verify: Verifiers): SignIn {
  const passport = new Passport() as PassportStatic;
  passport.use(new VisitStrategy(visits, ownOrigin, clock));
  passport.use(new CalendarStrategy(verify.calendar));
  passport.use(
    'operator',
    new LocalStrategy({ usernameField: 'name', session: false }, (name, password, done) => {
      verify.operator(name, password).then(
        (operator) => done(null, operator ?? false),
        (problem: unknown) => done(problem),
      );
    }),
  );
  return { passport };
}
