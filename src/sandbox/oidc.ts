import { randomInt } from 'node:crypto';
import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import { mayAccess, mayEdit, mayEnter } from './access.js';
import { launchClaims, targetOf, type LaunchRequest } from './claims.js';
import { signToken } from './keys.js';
import { activityByCmId, courseById, toolByType, type Moodle } from './moodle.js';
import { autoPost, invalidRequest, showMessage } from './pages.js';
import { keepHint, personOf, sessionOf, takeHint, type Hint } from './sessions.js';
import { isPhone } from './visiting.js';
import type { SandboxPerson, SignedIn, ToolType } from './world.js';

/** OpenID Connect, third-party initiated: `launch.php` asks the tool to log in, `auth.php` answers with an id_token. */
export function oidcRoutes(moodle: Moodle): Router {
  const router = express.Router();
  const form = express.urlencoded({ extended: false });
  router.get('/launch.php', (request, response) => launch(moodle, request, response));
  router.get('/contentitem.php', (request, response) => selectContent(moodle, request, response));
  router.all('/auth.php', form, (request, response) => authorise(moodle, request, response));
  router.get('/certs.php', (_request, response) => {
    response.json({ keys: moodle.state.keys.map((key) => key.publicJwk) });
  });
  return router;
}

const launchQuery = z.object({
  id: z.string(),
  action: z.string().optional(),
  user: z.string().optional(),
  container: z.coerce.number().int().min(2).max(5).optional(),
});

/** `launch.php` asks nothing about rights, not even for whose grade a review is: `auth.php` and the tool do. */
function launch(moodle: Moodle, request: Request, response: Response): void {
  const query = launchQuery.safeParse(request.query).data;
  const activity = query && activityByCmId(moodle.state, query.id);
  if (!activity) {
    invalidRequest(response);
    return;
  }
  const isReview = query.action === 'gradeReport';
  startLogin(moodle, sessionOf(moodle, request), response, {
    courseId: activity.courseId,
    typeId: activity.typeId ?? '',
    cmId: activity.cmId,
    message: isReview ? 'LtiSubmissionReviewRequest' : 'LtiResourceLinkRequest',
    forPersonId: isReview ? (query.user ?? null) : null,
    // A phone gets the whole page, whatever the setting.
    container: isPhone(request) ? 5 : (query.container ?? activity.container),
  });
}

const contentQuery = z.object({ course: z.string(), id: z.string() });

function selectContent(moodle: Moodle, request: Request, response: Response): void {
  const query = contentQuery.safeParse(request.query).data;
  startLogin(moodle, sessionOf(moodle, request), response, {
    courseId: query?.course ?? '',
    typeId: query?.id ?? '',
    cmId: null,
    message: 'LtiDeepLinkingRequest',
    forPersonId: null,
    container: 3,
  });
}

function startLogin(moodle: Moodle, session: SignedIn | undefined, response: Response, hint: Hint): void {
  const tool = toolByType(moodle.state, hint.typeId);
  if (tool?.state === 'configured') {
    autoPost(response, { ...loginForm(moodle, session, tool, hint), title: `Opening ${tool.name}` });
  } else {
    invalidRequest(response);
  }
}

export interface LoginForm {
  action: string;
  fields: Record<string, string>;
}

/** The fields of the login request, exactly the recorded ones. Not signed in: login_hint 0, and the tool is asked anyway. */
export function loginForm(moodle: Moodle, session: SignedIn | undefined, tool: ToolType, hint: Hint): LoginForm {
  const activity = hint.cmId === null ? undefined : activityByCmId(moodle.state, hint.cmId);
  const chance = randomInt(1, 2_147_483_647);
  const launchid = activity
    ? `ltilaunch${activity.instanceId}_${chance}`
    : `ltilaunch_ContentItemSelectionRequest${chance}`;
  if (session) keepHint(moodle, session.id, launchid, hint);
  const named = activity ? { cmid: Number(activity.cmId), launchid } : { launchid };
  return {
    action: tool.loginUrl,
    fields: {
      iss: moodle.url,
      target_link_uri: targetOf(moodle, { message: hint.message, tool, ...(activity ? { activity } : {}) }),
      login_hint: session?.personId ?? '0',
      lti_message_hint: JSON.stringify(named),
      client_id: tool.clientId,
      lti_deployment_id: tool.deploymentId,
    },
  };
}

const text = z.string().optional();
const authFields = z.object({
  scope: text,
  response_type: text,
  response_mode: text,
  prompt: text,
  client_id: text,
  redirect_uri: text,
  login_hint: text,
  lti_message_hint: text,
  state: text,
  nonce: text,
});
type AuthFields = z.infer<typeof authFields>;

async function authorise(moodle: Moodle, request: Request, response: Response): Promise<void> {
  const posted = z.record(z.string(), z.string()).safeParse(request.body).data ?? {};
  const session = sessionOf(moodle, request);
  if (!session) {
    lookAgain(request, response, posted);
    return;
  }
  const asked = authFields.safeParse({ ...request.query, ...posted }).data ?? {};
  const from = originOf(moodle, session, asked);
  if (from) await answerAt(moodle, response, asked, from);
  else invalidRequest(response);
}

/** Without a registered address there is nowhere to send even an error: undefined. */
function originOf(moodle: Moodle, session: SignedIn, asked: AuthFields): From | undefined {
  const hint = takeHint(moodle, session.id, launchIdOf(asked));
  const tool = hint && toolByType(moodle.state, hint.typeId);
  const isKnown = tool?.redirectUris.includes(asked.redirect_uri ?? '');
  return hint && tool && isKnown ? { hint, tool, session, nonce: asked.nonce ?? '' } : undefined;
}

export interface From {
  hint: Hint;
  tool: ToolType;
  session: SignedIn;
  nonce: string;
}

async function answerAt(moodle: Moodle, response: Response, asked: AuthFields, from: From): Promise<void> {
  const action = asked.redirect_uri ?? '';
  const state: Record<string, string> = asked.state === undefined ? {} : { state: asked.state };
  const error = errorIn(asked, from.tool, from.session);
  if (error) {
    autoPost(response, { action, fields: { error, ...state }, title: 'Sign-in failed' });
    return;
  }
  const launched = launchFor(moodle, from);
  if ('refusal' in launched) {
    showMessage(response, 404, launched.refusal);
    return;
  }
  const idToken = await signToken(moodle, launchClaims(moodle, launched.request));
  autoPost(response, { action, fields: { id_token: idToken, ...state }, title: `Opening ${from.tool.name}` });
}

/**
 * The session cookie did not come along (SameSite): Moodle posts to itself once and looks again. A `repost` of the
 * tool's own in the request makes it believe that this has happened.
 */
function lookAgain(request: Request, response: Response, posted: Record<string, string>): void {
  if (posted['repost'] !== undefined || request.query['repost'] !== undefined) {
    invalidRequest(response);
    return;
  }
  autoPost(response, { action: request.originalUrl, fields: { ...posted, repost: '1' }, title: 'Back to Moodle' });
}

function launchIdOf(asked: AuthFields): string {
  try {
    return z.object({ launchid: z.string() }).parse(JSON.parse(asked.lti_message_hint ?? '')).launchid;
  } catch {
    return '';
  }
}

function errorIn(asked: AuthFields, tool: ToolType, session: SignedIn): string | undefined {
  const faults: [isWrong: boolean, error: string][] = [
    [!asked.scope || !asked.response_type || !asked.login_hint || !asked.nonce, 'invalid_request'],
    [asked.scope !== 'openid', 'invalid_scope'],
    [asked.response_type !== 'id_token', 'unsupported_response_type'],
    [asked.client_id !== tool.clientId, 'unauthorized_client'],
    [asked.login_hint !== session.personId, 'access_denied'],
    [asked.response_mode !== 'form_post', 'invalid_request'],
    [asked.prompt !== undefined && asked.prompt !== 'none', 'invalid_request'],
  ];
  return faults.find(([isWrong]) => isWrong)?.[1];
}

export type Launched = { request: LaunchRequest } | { refusal: { title: string; text: string } };

export function launchFor(moodle: Moodle, from: From): Launched {
  const { hint, tool, session, nonce } = from;
  const course = courseById(moodle.state, hint.courseId);
  const person = personOf(moodle, session);
  if (!course || !person) return { refusal: { title: 'Invalid request', text: 'There is no such course.' } };
  const refusal = refusalFor(moodle, hint, person);
  if (refusal) return { refusal };
  const activity = hint.cmId === null ? undefined : activityByCmId(moodle.state, hint.cmId);
  return {
    request: {
      message: hint.message,
      tool,
      course,
      person,
      container: hint.container,
      sesskey: session.sesskey,
      nonce,
      ...(activity ? { activity } : {}),
      ...(hint.forPersonId === null ? {} : { forPersonId: hint.forPersonId }),
    },
  };
}

function refusalFor(moodle: Moodle, hint: Hint, person: SandboxPerson): { title: string; text: string } | undefined {
  if (!mayEnter(moodle.state, hint.courseId, person.id)) {
    return { title: 'Enrolment options', text: 'You cannot enrol yourself in this course.' };
  }
  if (hint.cmId === null) {
    if (mayEdit(moodle.state, hint.courseId, person.id)) return undefined;
    return { title: 'No permission', text: 'Only a teacher may add activities.' };
  }
  const activity = activityByCmId(moodle.state, hint.cmId);
  if (activity && mayAccess(moodle, activity, person.id)) return undefined;
  return { title: 'Not available', text: 'This activity is not available to you yet.' };
}
