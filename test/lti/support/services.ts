import type { ServiceRef } from '../../../src/lti/gateway.js';
import { json, type TinyPlatform } from './tiny-platform.js';

export const scoreType = 'application/vnd.ims.lis.v1.score+json';
const ags = 'https://purl.imsglobal.org/spec/lti-ags/scope';
const nrps = 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly';

/** Where a tiny platform has the services of course 2, activity 5, column 4. */
export function serviceRef(platformUrl: string, platformId: string): ServiceRef {
  return {
    platformId,
    deploymentId: '1',
    contextId: '2',
    resourceLinkId: '5',
    membershipsUrl: `${platformUrl}/2/memberships`,
    lineItemsUrl: `${platformUrl}/2/lineitems?type_id=1`,
    lineItemUrl: `${platformUrl}/2/lineitems/4/lineitem?type_id=1`,
    scopes: [nrps, `${ags}/lineitem`, `${ags}/lineitem.readonly`, `${ags}/score`, `${ags}/result.readonly`],
  };
}

/** How Moodle refuses a score, and what we make of it. */
export const refusals = [
  { name: 'an equal or newer score is there', status: 409, code: 'stale', retryable: false },
  {
    name: 'the person is not enrolled',
    status: 400,
    reason: 'Incorrect score received{"userId":"7"}',
    code: 'not_enrolled',
  },
  { name: 'the grade is locked', status: 500, body: '[]', type: scoreType, code: 'locked', retryable: false },
  { name: 'the server fails', status: 500, body: '<html>', type: 'text/html', code: 'failed', retryable: true },
  { name: 'the column is gone', status: 404, code: 'gone', retryable: false },
  { name: 'Moodle is in maintenance', status: 503, code: 'busy', retryable: true, after: '120', retryAfter: 120 },
  { name: 'Moodle asks for patience', status: 429, code: 'busy', retryable: true, after: '5', retryAfter: 5 },
  { name: 'the column is another tool’s', status: 403, code: 'refused', retryable: false },
  { name: 'Moodle sends us elsewhere', status: 302, code: 'unreadable', retryable: true },
  { name: 'a page comes with 200', status: 200, body: '<!DOCTYPE html>', code: 'unreadable', retryable: true },
];

/** Moodle's token end point; each token carries the number it is given. */
export function givesTokens(platform: TinyPlatform, number: () => number): void {
  platform.route('/token', (request, response) => {
    json({ access_token: `token-${number()}`, token_type: 'Bearer', expires_in: 3600 })(request, response);
  });
}
