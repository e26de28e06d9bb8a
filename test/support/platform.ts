/**
 * A platform for tests of pages and services: every call answers "unreachable" until the test says otherwise, and is
 * kept. The real gateway against the sandbox Moodle is tested in test/lti and in the journeys.
 */
import { failure, success } from '../../src/shared/result.js';
import type {
  Listing,
  LtiGateway,
  Member,
  PlatformFailure,
  PlatformFailureCode,
  Score,
} from '../../src/lti/gateway.js';

export interface SentScore extends Score {
  lineItemUrl: string;
  occurredAt: Date;
}

export function refusal(code: PlatformFailureCode, retryable = false): { ok: false; failure: PlatformFailure } {
  return failure({ code, retryable });
}

/** A whole roster of these. */
export function listing(members: Member[]): { ok: true; value: Listing } {
  return success({ members, whole: true });
}

const away = () => Promise.resolve(refusal('unreachable', true));

interface Answers {
  roster: () => ReturnType<LtiGateway['roster']>;
  gate: () => ReturnType<LtiGateway['roster']>;
  access: () => ReturnType<LtiGateway['access']>;
  lineItems: () => ReturnType<LtiGateway['lineItems']>;
  createLineItem: (item: Parameters<LtiGateway['createLineItem']>[1]) => ReturnType<LtiGateway['createLineItem']>;
  submitScore: (score: SentScore) => ReturnType<LtiGateway['submitScore']>;
  results: (lineItemUrl: string) => ReturnType<LtiGateway['results']>;
}

export function aPlatform() {
  const sent: SentScore[] = [];
  const stopped = new Set<string>();
  const answers: Answers = {
    roster: () => away(),
    gate: () => away(),
    access: () => away(),
    lineItems: () => away(),
    createLineItem: () => away(),
    submitScore: () => away(),
    results: () => away(),
  };
  const gateway: LtiGateway = {
    mount: () => undefined,
    onLaunch: () => undefined,
    platforms: {
      list: () => Promise.resolve([]),
      get: () => Promise.resolve(undefined),
      isActive: (platformId) => Promise.resolve(!stopped.has(platformId)),
      register: () => Promise.reject(new Error('This platform registers nothing')),
      registerMoodle: () => Promise.reject(new Error('This platform registers nothing')),
      setActive: (platformId, active) => {
        if (active) stopped.delete(platformId);
        else stopped.add(platformId);
        return Promise.resolve();
      },
      join: () => Promise.resolve(),
      remove: () => Promise.resolve(),
    },
    toolSettings: {
      name: 'Tandem',
      description: 'Mentoring',
      launchUrl: 'https://tandem.example/lti/launch',
      loginUrl: 'https://tandem.example/lti/login',
      keysUrl: 'https://tandem.example/lti/keys',
      custom: { user_group_ids: '$Moodle.Person.userGroupIds' },
    },
    registrationLinks: {
      create: () => Promise.reject(new Error('This platform registers nothing')),
      open: () => Promise.resolve([]),
      withdraw: () => Promise.resolve(),
    },
    keys: {
      rotate: () => Promise.reject(new Error('This platform has no keys')),
      state: () => Promise.resolve({ current: 0, older: 0, lost: [] }),
      reseal: () => Promise.resolve({ current: 0, older: 0, lost: [] }),
    },
    roster: (_ref, options) => (options?.throughActivity ? answers.gate() : answers.roster()),
    access: () => answers.access(),
    lineItems: () => answers.lineItems(),
    createLineItem: (_ref, item) => answers.createLineItem(item),
    submitScore: async (_ref, lineItemUrl, score, occurredAt) => {
      const attempt = { ...score, lineItemUrl, occurredAt };
      const outcome = await answers.submitScore(attempt);
      if (outcome.ok) sent.push(attempt);
      return outcome;
    },
    results: (_ref, lineItemUrl) => answers.results(lineItemUrl),
    deepLinkResponse: (request) => Promise.resolve({ action: request.returnUrl, jwt: 'signed' }),
    failures: { recent: () => Promise.resolve([]) },
    close: () => Promise.resolve(),
  };
  return {
    gateway,
    answers,
    /** Scores the gradebook took. */
    sent,
    /** From now on the gradebook takes every score, and holds the last of each person. */
    takesScores: () => {
      answers.submitScore = () => Promise.resolve(success(undefined));
      answers.results = (lineItemUrl) => {
        const own = sent.filter((score) => score.lineItemUrl === lineItemUrl);
        const held = new Map(own.map(({ personExternalId, given, maximum }) => [personExternalId, { given, maximum }]));
        return Promise.resolve(
          success(
            [...held].map(([personExternalId, { given: score, maximum }]) => ({ personExternalId, score, maximum })),
          ),
        );
      };
    },
    hasPeople: (members: Member[]) => {
      answers.roster = () => Promise.resolve(listing(members));
    },
    letsThrough: (members: Member[]) => {
      answers.gate = () => Promise.resolve(listing(members));
    },
  };
}

export type FakePlatform = ReturnType<typeof aPlatform>;
