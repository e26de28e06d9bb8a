import type { Response } from 'express';

/** A page of the sandbox that is not part of a course: an error, a form that sends itself, a stray question. */
export function showMessage(response: Response, status: number, message: { title: string; text: string }): void {
  response.status(status).render('message', message);
}

/** Moodle's exceptions are pages with status 404. */
export function invalidRequest(response: Response): void {
  showMessage(response, 404, {
    title: 'Invalid request',
    text: 'This launch cannot be used (again). Open the activity from the course once more.',
  });
}

/** Posts the fields to another address as soon as it is shown; without script a visible button does. */
export function autoPost(
  response: Response,
  form: { action: string; fields: Record<string, string>; title: string },
): void {
  response.render('autopost', form);
}
