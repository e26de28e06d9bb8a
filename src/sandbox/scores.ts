import { receiveScore } from './gradebook.js';
import { findItem } from './line-items.js';
import type { Moodle } from './moodle.js';
import { curlyLinks, pageOf, phpJson, type Resource, type ServiceAnswer, type ServiceCall } from './service-call.js';
import { lineItemUrl, scopes } from './urls.js';
import type { Grade, GradeItem } from './world.js';

/** Scores in, results out (AGS 2.0). */
const score = 'application/vnd.ims.lis.v1.score+json';
const resultContainer = 'application/vnd.ims.lis.v2.resultcontainer+json';

export const scoreResource: Resource = {
  pattern: /^\/([^/]+)\/lineitems\/([^/]+)\/lineitem\/scores$/,
  formats: ['application/vnd.ims.lis.v1.scorecontainer+json', score],
  scopes: { POST: [scopes.scores] },
  async handle(moodle, call) {
    const verdict = await receiveScore(moodle, findItem(moodle, call, 'Invalid LTI id supplied.'), call.body);
    // Accepted: an empty body. Refused: an empty list, and the reason in the status line only.
    return { ...verdict, type: score, body: verdict.status === 200 ? '' : '[]' };
  },
};

export const resultResource: Resource = {
  pattern: /^\/([^/]+)\/lineitems\/([^/]+)\/lineitem\/results$/,
  formats: [resultContainer],
  scopes: { GET: [scopes.results] },
  handle: results,
};

const errorPage =
  '<!DOCTYPE html>\n\n<html  dir="ltr" lang="en" xml:lang="en">\n<head><title>Error | sandbox</title></head>' +
  '<body><p>Exception - Unsupported operand types: string + int</p></body></html>';

function results(moodle: Moodle, call: ServiceCall): ServiceAnswer {
  const item = findItem(moodle, call, 'Invalid LTI id supplied.');
  const { limit, from } = pageOf(call.query);
  // Moodle's own fault: a limit beside `type_id` ends in its error page.
  if (limit && call.givenTypeId !== null) return { status: 404, type: 'text/html', body: errorPage };
  const personId = call.query.get('user_id');
  const grades = moodle.state.grades.filter(
    (grade) =>
      grade.itemId === item.id && grade.timeModified !== null && (personId === null || grade.personId === personId),
  );
  const page = limit ? grades.slice(from, from + limit) : grades;
  const body = phpJson(page.map((grade) => resultJson(moodle, item, grade, call.givenTypeId)));
  const given: ServiceAnswer = { status: 200, type: resultContainer, body };
  const place = { courseId: item.courseId, itemId: item.id, typeId: null };
  const base = new URL(lineItemUrl(moodle, { ...place, below: '/results' }));
  if (limit) given.link = curlyLinks(base, { limit, from, total: grades.length });
  return given;
}

function resultJson(moodle: Moodle, item: GradeItem, grade: Grade, typeId: string | null): unknown {
  const place = { courseId: item.courseId, itemId: item.id, typeId };
  const user = `user_id=${grade.personId}`;
  const own = lineItemUrl(moodle, { ...place, below: '/results' });
  const named = { id: typeId === null ? `${own}?${user}` : `${own}&${user}`, userId: grade.personId };
  if (grade.final === null) return named;
  return {
    ...named,
    resultScore: grade.final,
    resultMaximum: item.maximum,
    ...(grade.feedback ? { comment: grade.feedback } : {}),
    scoreOf: lineItemUrl(moodle, place),
    timestamp: new Date((grade.timeModified ?? 0) * 1000).toISOString().replace('.000Z', '+00:00'),
  };
}
