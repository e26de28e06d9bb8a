import { randomUUID } from 'node:crypto';
import { launchClaims, type Claims } from './claims.js';
import { lookups, type ActivityRef, type PersonRef } from './lookups.js';
import { addKey, signToken, type SigningOptions } from './keys.js';
import { toolByType, type Moodle } from './moodle.js';
import { launchFor, loginForm, type LoginForm } from './oidc.js';
import { newClientId, registrationUrl } from './registration.js';
import { cookieName, startSession, type Hint } from './sessions.js';
import { nextId, type SignedIn, type ToolType } from './world.js';

export interface ToolRegistration {
  name?: string;
  clientId?: string;
  /** Left out: the number of the tool type, as in Moodle. */
  deploymentId?: string;
  loginUrl: string;
  /** Compared letter by letter with `redirect_uri`; the first is the tool's own target. */
  launchUrls: readonly string[];
  keysetUrl: string;
  deepLinkUrl?: string;
  iconUrl?: string;
  custom?: Record<string, string>;
}

export interface LaunchOptions {
  person: PersonRef;
  /** Left out: a deep-linking request. */
  activity?: ActivityRef;
  courseId?: string;
  /** Makes it a submission review of this person's work. */
  reviewOf?: PersonRef;
  container?: 3 | 4 | 5;
  nonce?: string;
}

/** Registration, signing and launching from outside. */
export interface SandboxTools {
  /** Registers by hand, active at once and in the activity chooser; sharing names and e-mail. */
  registerTool(given: ToolRegistration): Promise<ToolType>;
  tool(typeId?: string): ToolType;
  /** The address Moodle opens for dynamic registration; with a tool, as its update. */
  registrationUrl(toolUrl: string, update?: ToolType): Promise<string>;
  /** What the administrator clicks after a registration: *Activate*, and *Show in activity chooser*. */
  activateTool(typeId?: string): Promise<void>;
  setPrivacy(share: 'always' | 'never', typeId?: string): Promise<void>;
  setServices(services: { grades?: ToolType['grades']; roster?: boolean }, typeId?: string): Promise<void>;
  /** A signed-in browser: the value of its Cookie header. */
  signIn(person: PersonRef): Promise<{ cookie: string; session: SignedIn }>;
  /** The login request as `launch.php` would have the browser post it. */
  loginForm(session: SignedIn, options: LaunchOptions): LoginForm;
  /** The claims of a launch as Moodle would sign them, for tests that alter some. */
  launchClaims(options: LaunchOptions): Claims;
  /**
   * What an administrator does with a registration link: opens it from *Manage tools*, activates the tool and shows it
   * in the activity chooser. Throws when the tool does not register itself.
   */
  installTool(link: string): Promise<ToolType>;
  signIdToken(claims: Claims, options?: SigningOptions): Promise<string>;
  /** Signs with a new key from now on. */
  rotateKey(): Promise<void>;
}

const everything = { grades: 'columns', roster: true, shareName: true, shareEmail: true } as const;

export function createSandboxTools(moodle: Moodle): SandboxTools {
  const { state } = moodle;
  const { person } = lookups(moodle);
  const tool = (typeId = '1'): ToolType => {
    const known = toolByType(state, typeId);
    if (!known) throw new Error(`the sandbox knows no tool ${typeId}`);
    return known;
  };
  return {
    tool,
    registerTool: (given) => registerTool(moodle, given),
    async setPrivacy(share, typeId) {
      Object.assign(tool(typeId), { shareName: share === 'always', shareEmail: share === 'always' });
      await moodle.save();
    },
    async setServices(services, typeId) {
      Object.assign(tool(typeId), services);
      await moodle.save();
    },
    async signIn(ref) {
      const session = await startSession(moodle, person(ref).id);
      return { cookie: `${cookieName}=${session.id}`, session };
    },
    loginForm(session, options) {
      const hint = hintFor(moodle, options);
      return loginForm(moodle, session, tool(hint.typeId), hint);
    },
    launchClaims(options) {
      const hint = hintFor(moodle, options);
      const launched = launchFor(moodle, {
        hint,
        tool: tool(hint.typeId),
        session: { id: '', personId: person(options.person).id, sesskey: 'sandbox' },
        nonce: options.nonce ?? randomUUID(),
      });
      if ('refusal' in launched) throw new Error(launched.refusal.text);
      return launchClaims(moodle, launched.request);
    },
    registrationUrl: (toolUrl, update) => registrationUrl(moodle, toolUrl, update),
    activateTool: (typeId) => activate(moodle, tool(typeId)),
    installTool: (link) => installTool(moodle, link),
    signIdToken: (claims, options) => signToken(moodle, claims, options),
    rotateKey: () => addKey(moodle),
  };
}

function hintFor(moodle: Moodle, options: LaunchOptions): Hint {
  const { person, activity, course } = lookups(moodle);
  const forPersonId = options.reviewOf === undefined ? null : person(options.reviewOf).id;
  if (options.activity === undefined) {
    const courseId = course(options.courseId).id;
    return { courseId, typeId: '1', cmId: null, message: 'LtiDeepLinkingRequest', forPersonId, container: 3 };
  }
  const opened = activity(options.activity);
  return {
    courseId: opened.courseId,
    typeId: opened.typeId ?? '1',
    cmId: opened.cmId,
    message: forPersonId === null ? 'LtiResourceLinkRequest' : 'LtiSubmissionReviewRequest',
    forPersonId,
    container: options.container ?? opened.container,
  };
}

async function activate(moodle: Moodle, tool: ToolType): Promise<void> {
  Object.assign(tool, { state: 'configured', chooser: 'chooser' });
  await moodle.save();
}

async function installTool(moodle: Moodle, link: string): Promise<ToolType> {
  const known = new Set(moodle.state.tools);
  const answer = await fetch(await registrationUrl(moodle, link), { signal: AbortSignal.timeout(30_000) });
  await answer.body?.cancel();
  const added = moodle.state.tools.find((tool) => !known.has(tool));
  if (!added) throw new Error(`The tool did not register itself: its page answered ${answer.status}`);
  await activate(moodle, added);
  return added;
}

async function registerTool(moodle: Moodle, given: ToolRegistration): Promise<ToolType> {
  const typeId = nextId(moodle.state, 'toolType');
  const targetUrl = given.launchUrls[0] ?? '';
  const tool: ToolType = {
    typeId,
    clientId: given.clientId ?? newClientId(),
    deploymentId: given.deploymentId ?? typeId,
    name: given.name ?? 'Tandem',
    description: '',
    iconUrl: given.iconUrl ?? null,
    domain: URL.canParse(targetUrl) ? new URL(targetUrl).host : '',
    loginUrl: given.loginUrl,
    redirectUris: [...given.launchUrls],
    keysetUrl: given.keysetUrl,
    targetUrl,
    deepLinkUrl: given.deepLinkUrl ?? null,
    custom: { ...given.custom },
    ...everything,
    chooser: 'chooser',
    chooserCourseIds: [],
    state: 'configured',
  };
  moodle.state.tools.push(tool);
  await moodle.save();
  return tool;
}
