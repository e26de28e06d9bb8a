/** The site map's grammar: a route line reads *permission, form, action*; this file turns it into Express. */
import type { FormSchema, Posted, Problems } from './forms.js';
import type { Permission } from './permissions.js';
import type { Reply } from './reply.js';
import type { Formats, Translate } from './texts.js';
import type { UploadedFile } from './uploads.js';
import type { Visit } from './visit.js';

/** Everything an action may know. */
export interface Asked {
  visit: Visit;
  params: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
  t: Translate;
  format: Formats;
  now: Date;
}

export interface Answered<Answers> extends Asked {
  answers: Answers;
  /** The raw texts, to show the form again when the service refuses for a reason the schema cannot know. */
  posted: Posted;
  /** Of a route that takes one; undefined where none was chosen. */
  file?: UploadedFile | undefined;
}

export interface Route {
  method: 'get' | 'post';
  /** Inside the visit: `/checkins/:activityId`. */
  path: string;
  permission: Permission;
  schema?: FormSchema<unknown>;
  /** Bytes of the file that the form may hold; absent: it holds none. */
  fileAtMost?: number;
  act: (asked: Answered<unknown>) => Promise<Reply>;
  /** Shows the form again, with the answers and what is wrong with them. */
  refuse?: (asked: Asked, problems: Problems) => Promise<Reply>;
}

export function get(path: string, permission: Permission, act: (asked: Asked) => Promise<Reply>): Route {
  return { method: 'get', path, permission, act };
}

export interface FormActions<Answers> {
  schema: FormSchema<Answers>;
  accept: (asked: Answered<Answers>) => Promise<Reply>;
  refuse: (asked: Asked, problems: Problems) => Promise<Reply>;
}

export function post<Answers>(path: string, permission: Permission, form: FormActions<Answers>): Route {
  return {
    method: 'post',
    path,
    permission,
    schema: form.schema,
    // SAFETY: the router calls `act` only with what this very schema parsed.
    act: (asked) => form.accept(asked as Answered<Answers>),
    refuse: form.refuse,
  };
}

/** A form with a file in it. */
export function postFile<Answers>(
  path: string,
  permission: Permission,
  fileAtMost: number,
  form: FormActions<Answers>,
): Route {
  return { ...post(path, permission, form), fileAtMost };
}
