import express, { type Request, type Response, type Router } from 'express';
import type { SandboxParts } from './parts.js';
import { demoCourseId } from './demo-world.js';
import { toolByType, type Moodle } from './moodle.js';
import { frameFor, goBack, type Visitor } from './page-frame.js';
import { showMessage } from './pages.js';
import { registrationUrl } from './registration.js';
import { field, queryText, seen, sent } from './visiting.js';
import type { ToolType } from './world.js';

/** *Manage tools*: paste the tool's address, Add LTI Advantage, Activate, Show in activity chooser. */
const page = '/mod/lti/toolconfigure.php';
const inDemoCourse = (): string => demoCourseId;

export function toolRoutes(parts: SandboxParts): Router {
  const { moodle } = parts;
  const router = express.Router();
  router.get(
    page,
    seen(moodle, inDemoCourse, (visitor, request, response) => {
      showTools(parts, visitor, request, response);
    }),
  );
  router.get(
    '/mod/lti/register.php',
    seen(moodle, inDemoCourse, (visitor, request, response) => showRegistration(parts, visitor, request, response)),
  );
  router.post(
    page,
    sent(moodle, 'editor', inDemoCourse, async (_visitor, request, response) => {
      const tool = toolByType(moodle.state, field(request, 'tool'));
      if (tool) await changeTool(moodle, tool, field(request, 'do'));
      goBack(response, page, 'Saved');
    }),
  );
  return router;
}

const chooserWords = {
  hidden: 'Do not show',
  preconfigured: 'Show as preconfigured tool when adding an external tool',
  chooser: 'Show in activity chooser and as a preconfigured tool',
};

const gradeWords = { none: 'not used', sync: 'grade sync only', columns: 'grade sync and column management' };

function showTools(parts: SandboxParts, visitor: Visitor, request: Request, response: Response): void {
  const { moodle, toolUrl } = parts;
  response.render('tools', {
    ...frameFor(moodle, parts.troubles, visitor, { title: 'Manage tools', tab: 'Manage tools', request }),
    editor: visitor.editor,
    action: page,
    proposedUrl: toolUrl === undefined ? '' : `${toolUrl}/lti/register`,
    tools: moodle.state.tools.map((tool) => ({
      typeId: tool.typeId,
      name: tool.name,
      description: tool.description,
      active: tool.state === 'configured',
      iconUrl: tool.iconUrl,
      usages: usagesOf(tool),
      facts: [
        ['Platform ID', moodle.url],
        ['Client ID', tool.clientId],
        ['Deployment ID', tool.deploymentId],
        ['Public keyset URL', `${moodle.url}/mod/lti/certs.php`],
        ['Access token URL', `${moodle.url}/mod/lti/token.php`],
        ['Authentication request URL', `${moodle.url}/mod/lti/auth.php`],
      ],
      settings: [
        ['Tool URL', tool.targetUrl],
        ['Share launcher’s name', tool.shareName ? 'Always' : 'Never'],
        ['Share launcher’s email', tool.shareEmail ? 'Always' : 'Never'],
        ['IMS LTI Assignment and Grade Services', gradeWords[tool.grades]],
        ['IMS LTI Names and Role Provisioning', tool.roster ? 'as per privacy settings' : 'not used'],
      ],
    })),
  });
}

/** What *Edit* offers as *Tool configuration usage*, by the wish it posts. */
function usagesOf({ chooser }: ToolType) {
  const wishes = { no: 'hidden', hide: 'preconfigured', show: 'chooser' } as const;
  return Object.entries(wishes).map(([value, word]) => ({
    value,
    label: chooserWords[word],
    isCurrent: word === chooser,
  }));
}

/** A tool of the same domain, port included: Moodle asks whether to update it. */
async function showRegistration(
  parts: SandboxParts,
  visitor: Visitor,
  request: Request,
  response: Response,
): Promise<void> {
  const { moodle } = parts;
  const url = queryText(request, 'url');
  const as = queryText(request, 'as');
  if (!visitor.editor || !isAddress(url)) {
    showMessage(response, 400, {
      title: 'Manage tools',
      text: 'Give the whole address of the tool, with http or https.',
    });
    return;
  }
  const known = moodle.state.tools.find((tool) => tool.domain === new URL(url).host);
  const asks = known !== undefined && as !== 'update' && as !== 'new';
  response.render('register', {
    ...frameFor(moodle, parts.troubles, visitor, { title: 'Add a tool', tab: 'Manage tools', request }),
    toolUrl: url,
    knownName: known?.name ?? '',
    asks,
    frameUrl: asks ? '' : await registrationUrl(moodle, url, as === 'update' ? known : undefined),
    listHref: page,
  });
}

function isAddress(url: string): boolean {
  return /^https?:\/\//.test(url) && URL.canParse(url);
}

async function changeTool(moodle: Moodle, tool: ToolType, wish: string): Promise<void> {
  const changes: Record<string, Partial<ToolType>> = {
    activate: { state: 'configured' },
    show: { chooser: 'chooser' },
    hide: { chooser: 'preconfigured' },
    no: { chooser: 'hidden' },
    names: { shareName: true, shareEmail: true },
    'no-names': { shareName: false, shareEmail: false },
  };
  if (wish === 'delete') moodle.state.tools = moodle.state.tools.filter((other) => other !== tool);
  Object.assign(tool, changes[wish]);
  await moodle.save();
}
