/** Passport decides who is asking: a visit (course pages), an operator (console), a calendar feed (its own token). */
import { Passport, Strategy, type PassportStatic } from 'passport';
import type { Request } from 'express';
import { Strategy as LocalStrategy } from 'passport-local';
import type { Clock } from '../shared/clock.js';
import { browserCookie, cookieFrom, verdictFor } from './proof.js';
import type { Ousted, StandingOf, Visit } from './visit.js';
import type { Ending, VisitStore } from './visit.store.js';

export interface SignIn {
  passport: PassportStatic;
}

/** Why a visit does not open; `over` also stands for "never was", so that ids cannot be probed. */
export type VisitRefusal =
  | { code: 'over' | 'cross_site' }
  /** Told to the visit's own browser only. */
  | { code: 'other_person'; visit: Visit; name: string }
  | { code: 'signed_out' | Ousted; visit: Visit };

class VisitStrategy extends Strategy {
  override name = 'visit';

  constructor(
    private readonly visits: VisitStore,
    private readonly ownOrigin: string,
    private readonly clock: Clock,
    private readonly standingOf: StandingOf,
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
      opensTab: req.method === 'POST' && req.path === '/transfer',
    };
    // A post from another site is refused first, whether or not the visit exists: it must not learn which.
    const verdict = verdictFor(found?.cookieHash ?? null, evidence, this.ownOrigin);
    if (verdict === 'cross-site') this.refuse({ code: 'cross_site' });
    else if (!found || verdict === 'closed') this.refuse({ code: 'over' });
    else await this.judge(found.visit, found.ended);
  }

  private async judge(visit: Visit, ended: Ending | undefined): Promise<void> {
    if (ended) {
      this.refuse(
        ended.why === 'signed_out' ? { code: ended.why, visit } : { code: ended.why, visit, name: ended.name },
      );
      return;
    }
    const standing = await this.standingOf(visit);
    if (typeof standing === 'string') this.refuse({ code: standing, visit });
    else this.success({ ...visit, ...standing } satisfies Visit);
  }

  private refuse(refusal: VisitRefusal): void {
    this.fail(refusal);
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

export interface SignInNeeds {
  visits: VisitStore;
  ownOrigin: string;
  clock: Clock;
  standingOf: StandingOf;
  verify: Verifiers;
}

export function createSignIn({ visits, ownOrigin, clock, standingOf, verify }: SignInNeeds): SignIn {
  const passport = new Passport() as PassportStatic;
  passport.use(new VisitStrategy(visits, ownOrigin, clock, standingOf));
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
