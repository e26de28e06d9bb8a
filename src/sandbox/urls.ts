import type { Moodle } from './moodle.js';
import type { SandboxActivity, ToolType } from './world.js';

/** Addresses and scopes of the services, as Moodle builds them. */
export const scopes = {
  lineItems: 'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem',
  lineItemsRead: 'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly',
  results: 'https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly',
  scores: 'https://purl.imsglobal.org/spec/lti-ags/scope/score',
  roster: 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
} as const;

export function permittedScopes(tool: ToolType): string[] {
  const grades = {
    none: [],
    sync: [scopes.lineItemsRead, scopes.results, scopes.scores],
    columns: [scopes.lineItems, scopes.lineItemsRead, scopes.results, scopes.scores],
  }[tool.grades];
  return tool.roster ? [...grades, scopes.roster] : grades;
}

export function lineItemsUrl(moodle: Moodle, courseId: string, typeId: string | null): string {
  return `${moodle.url}/mod/lti/services.php/${courseId}/lineitems${typeQuery(typeId)}`;
}

export function lineItemUrl(
  moodle: Moodle,
  place: { courseId: string; itemId: string; typeId: string | null; below?: string },
): string {
  const path = `${place.courseId}/lineitems/${place.itemId}/lineitem${place.below ?? ''}`;
  return `${moodle.url}/mod/lti/services.php/${path}${typeQuery(place.typeId)}`;
}

function typeQuery(typeId: string | null): string {
  return typeId === null ? '' : `?type_id=${typeId}`;
}

export function membershipsUrl(moodle: Moodle, courseId: string, typeId: string): string {
  return `${moodle.url}/mod/lti/services.php/CourseSection/${courseId}/bindings/${typeId}/memberships`;
}

export function returnUrl(
  moodle: Moodle,
  place: { activity: SandboxActivity; container: number; sesskey: string },
): string {
  const query = new URLSearchParams({
    course: place.activity.courseId,
    launch_container: String(place.container),
    instanceid: place.activity.instanceId,
    sesskey: place.sesskey,
  });
  return `${moodle.url}/mod/lti/return.php?${query.toString()}`;
}
