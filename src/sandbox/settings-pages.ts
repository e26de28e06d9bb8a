import express, { type Request, type Response, type Router } from 'express';
import type { SandboxParts } from './parts.js';
import { ownColumn } from './gradebook.js';
import { activityByCmId, type Moodle } from './moodle.js';
import { frameFor, goBack, type Visitor } from './page-frame.js';
import { showMessage } from './pages.js';
import { field, seen, sent } from './visiting.js';
import type { CompletionRule, Restriction, SandboxActivity } from './world.js';

/** An activity's settings that matter to a tool: name, completion, passing grade, *Restrict access*. */
export function settingsRoutes(parts: SandboxParts): Router {
  const { moodle } = parts;
  const router = express.Router();
  const path = '/course/modsettings.php';
  const courseOf = (request: Request): string | undefined => activityOf(moodle, request)?.courseId;
  router.get(
    path,
    seen(moodle, courseOf, (visitor, request, response) => {
      show(parts, visitor, request, response);
    }),
  );
  router.post(
    path,
    sent(moodle, 'editor', courseOf, (visitor, request, response) => change(moodle, visitor, request, response)),
  );
  return router;
}

function activityOf(moodle: Moodle, request: Request): SandboxActivity | undefined {
  const { id } = request.query;
  return typeof id === 'string' ? activityByCmId(moodle.state, id) : undefined;
}

const completionWords: Readonly<Record<CompletionRule, string>> = {
  none: 'None',
  view: 'View the activity',
  grade: 'Receive a grade',
  pass: 'Receive a passing grade',
};

const restrictionWords = { complete: 'complete', incomplete: 'not complete', pass: 'passed' } as const;

function show(parts: SandboxParts, visitor: Visitor, request: Request, response: Response): void {
  const { moodle } = parts;
  const activity = activityOf(moodle, request);
  if (!visitor.editor || !activity) {
    showMessage(response, 403, { title: 'Not allowed', text: 'Only a teacher may change an activity.' });
    return;
  }
  const column = ownColumn(moodle.state, activity);
  response.render('settings', {
    ...frameFor(moodle, parts.troubles, visitor, { title: 'Settings', tab: 'Course', request }),
    action: request.originalUrl,
    activityName: activity.name,
    graded: column !== undefined,
    pass: column?.pass ?? '',
    completions: Object.entries(completionWords).map(([value, label]) => ({
      value,
      label,
      isCurrent: value === activity.completion,
    })),
    restrictions: restrictionsFor(moodle, activity),
    hidden: activity.hidden,
    facts: Object.entries(activity.custom).map(([key, value]) => `${key}=${value}`),
  });
}

function restrictionsFor(moodle: Moodle, activity: SandboxActivity) {
  const current = activity.restriction ? JSON.stringify(activity.restriction) : '';
  const others = moodle.state.activities.filter(
    (other) => other.courseId === activity.courseId && other.cmId !== activity.cmId && other.completion !== 'none',
  );
  const byCompletion = others.flatMap((other) =>
    (['complete', 'incomplete', 'pass'] as const).map((state) => ({
      rule: { by: 'completion', cmId: other.cmId, state } satisfies Restriction,
      label: `“${other.name}” is ${restrictionWords[state]}`,
    })),
  );
  const byGroup = moodle.state.groups
    .filter(({ courseId }) => courseId === activity.courseId)
    .map(({ id, name }) => ({ rule: { by: 'group', groupId: id } satisfies Restriction, label: `Member of ${name}` }));
  return [
    { value: '', label: 'None', isCurrent: current === '' },
    ...[...byCompletion, ...byGroup, ...byDate(moodle, activity)].map(({ rule, label }) => {
      const value = JSON.stringify(rule);
      return { value, label, isCurrent: value === current };
    }),
  ];
}

/** Whole days by the sandbox's clock, and the one that is set. */
function byDate(moodle: Moodle, { restriction }: SandboxActivity): { rule: Restriction; label: string }[] {
  const today = Math.floor(moodle.seconds() / 86_400) * 86_400;
  const offered = [
    { rule: { by: 'date', from: today + 86_400, until: null }, label: 'From tomorrow' },
    { rule: { by: 'date', from: null, until: today }, label: 'Until yesterday' },
  ] satisfies { rule: Restriction; label: string }[];
  const isOffered = offered.some(({ rule }) => JSON.stringify(rule) === JSON.stringify(restriction));
  return restriction?.by === 'date' && !isOffered
    ? [...offered, { rule: restriction, label: 'As it is set' }]
    : offered;
}

async function change(moodle: Moodle, visitor: Visitor, request: Request, response: Response): Promise<void> {
  const activity = activityOf(moodle, request);
  if (!activity) return;
  activity.name = field(request, 'name') || activity.name;
  const rule = field(request, 'completion');
  if (rule in completionWords) activity.completion = rule as CompletionRule; // a key of the record of all rules
  // Only a restriction that the form offered is taken.
  const offered = restrictionsFor(moodle, activity).find(({ value }) => value === field(request, 'restriction'));
  if (offered) activity.restriction = offered.value ? (JSON.parse(offered.value) as Restriction) : null;
  activity.hidden = field(request, 'hidden') !== '';
  const column = ownColumn(moodle.state, activity);
  const pass = Number(field(request, 'pass'));
  if (column)
    Object.assign(column, { name: activity.name, pass: field(request, 'pass') !== '' && pass >= 0 ? pass : null });
  await moodle.save();
  goBack(response, `/course/view.php?id=${visitor.course.id}`, 'Saved');
}
