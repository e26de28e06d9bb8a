import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { groupNamesText, type BadGroupLine } from './groups.rules.js';
import type { Membership } from './membership.js';
import { coverageText } from './roster.view.js';
import { groupName } from './words.view.js';

interface GroupsModel extends PageModel {
  action: string;
  list: FieldModel;
  file: { label: string; hint: string };
  bad: { title: string; lines: readonly string[] } | undefined;
  known: { heading: string; rows: readonly { title: string; text: string }[] } | undefined;
  send: string;
}

export interface GroupsFacts {
  members: readonly Membership[];
  names: ReadonlyMap<string, string>;
}

const groupsPage: PageOf<GroupsModel> = pageOf('course/roster/groups');

/** More than these help nobody: the list is wrong as a whole. */
const linesShown = 50;

export function groupsView(
  asked: Asked,
  facts: GroupsFacts,
  wrong: { problems?: Problems | undefined; bad?: readonly BadGroupLine[] | undefined } = {},
): Page {
  const { t, format } = asked;
  const form = fieldsFor(t, { list: groupNamesText(facts.names) }, wrong.problems);
  const counts = countsOf(facts);
  return groupsPage({
    title: titleOf(asked, facts, counts),
    lede: coverageText(t, format, facts.members),
    problems: form.summary,
    narrow: true,
    trail: [{ label: t('web.tab.people'), href: '/roster' }],
    action: '/roster/groups',
    list: form.field('textarea', 'list', {
      label: t('roster.groups.list'),
      hint: t('roster.groups.hint'),
      whoSees: t('roster.groups.who'),
      optional: true,
      rows: 10,
    }),
    file: { label: t('roster.groups.file'), hint: t('roster.groups.fileHint') },
    bad: wrong.bad && {
      title: t('roster.groups.badTitle', { count: wrong.bad.length }),
      lines: wrong.bad.slice(0, linesShown).map((bad) => lineText(asked, bad)),
    },
    known:
      counts.size === 0
        ? undefined
        : {
            heading: t('roster.groups.knownHeading'),
            rows: [...counts].map(([groupId, count]) => ({
              title: groupName(t, facts.names, groupId),
              text: t('roster.groups.members', { id: groupId, count }),
            })),
          },
    send: t('roster.groups.send'),
  });
}

function lineText({ t, format }: Asked, { line, problem, found }: BadGroupLine): string {
  return t('roster.groups.line', { line: format.number(line), found, reason: t(`roster.groups.bad.${problem}`) });
}

function titleOf({ t }: Asked, { names }: GroupsFacts, counts: ReadonlyMap<string, number>): string {
  const unnamed = [...counts.keys()].filter((groupId) => !names.has(groupId)).length;
  if (unnamed > 0) return t('roster.groups.titleUnnamed', { count: unnamed });
  return counts.size === 0 ? t('roster.groups.titleUnknown') : t('roster.groups.title', { count: counts.size });
}

/** People per group that a launch told of, in the order of the ids. */
function countsOf({ members }: GroupsFacts): Map<string, number> {
  const counts = new Map<string, number>();
  for (const groupId of members.flatMap((member) => member.groupIds ?? [])) {
    counts.set(groupId, (counts.get(groupId) ?? 0) + 1);
  }
  return new Map([...counts].sort(([one], [other]) => one.localeCompare(other, 'en', { numeric: true })));
}
