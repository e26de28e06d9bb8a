/** What was looked at before a draft is made: what is well, and what would be better. */
import { may } from '../../web/permissions.js';
import type { Asked } from '../../web/routing.js';
import { namesOf } from '../shown/names.view.js';
import { obstacleRow } from '../shown/obstacles.view.js';
import type { Button } from '../shown/pages.view.js';
import type { Overview } from './overview.service.js';
import { loadOf } from './readiness.rules.js';
import { unopenedRow } from './unopened.view.js';

export interface CheckRow {
  title: string;
  text: string;
  icon: string;
  tone: 'good' | 'warn';
  actions?: readonly Button[];
}

export function checksOf(asked: Asked, overview: Overview): CheckRow[] {
  const { t, format } = asked;
  const { scarce, obstacles, done, learners } = overview.readiness;
  const names = namesOf(t, format, overview.people);
  const profiles: CheckRow[] =
    done === learners
      ? []
      : [
          {
            ...warn(t('pairing.check.missing', { count: learners - done }), missingText(asked, overview), 'clock'),
            actions: [{ label: t('pairing.check.missingLink'), href: '/profiles/missing' }],
          },
        ];
  const topics = scarce.map(({ topic, asked: wanting, offered }) =>
    warn(
      t('pairing.check.scarce', { topic, asked: wanting, offered }),
      t('pairing.check.scarceText', { count: wanting }),
      'triangle',
    ),
  );
  const alone = (obstacles ?? []).map((obstacle) => {
    const { title, text } = obstacleRow(asked, names, obstacle, overview.setup.rules);
    return warn(title, text, 'never');
  });
  const none =
    obstacles === undefined
      ? [warn(t('pairing.check.unlooked'), t('pairing.check.unlookedText'), 'clock')]
      : obstacles.length === 0
        ? [good(t('pairing.check.placeable'), t('pairing.check.placeableText'))]
        : [];
  return [
    ...windowOf(asked, overview),
    ...placesOf(asked, overview),
    ...decidedOf(asked, overview),
    ...otherwiseOf(asked, overview),
    ...profiles,
    ...unopenedRow(asked, overview),
    ...topics,
    ...alone,
    ...none,
  ];
}

/** Pairing again before pairs had their time is not forbidden, but costs them their beginning. */
function windowOf({ t, format, now }: Asked, { published, againFrom }: Overview): CheckRow[] {
  if (!published || !againFrom || againFrom <= now) return [];
  return [warn(t('after.window.title', { date: format.date(againFrom) }), t('after.window.text'), 'clock')];
}

function placesOf({ t, format, visit }: Asked, { readiness: { sides } }: Overview): CheckRow[] {
  if (!sides) return [];
  const { mentees, places } = sides;
  const load = loadOf(sides);
  if (load === 'enough') return [good(t('pairing.check.places'), t('pairing.check.placesText'))];
  const title =
    load === 'few'
      ? t('pairing.check.fewPlaces', { mentees: format.number(mentees), places: format.number(places) })
      : t('pairing.check.noPlaces', { count: mentees - places });
  const row = warn(title, t(`pairing.check.${load === 'few' ? 'fewPlacesText' : 'noPlacesText'}`), 'people');
  if (!may(visit.role, 'configure')) return [row];
  return [{ ...row, actions: [{ label: t('pairing.setup.title'), href: '/pairing/setup' }] }];
}

/** What becomes of those without a profile. */
function missingText({ t }: Asked, { setup: { rules } }: Overview): string {
  return t(rules.profileNeeded ? 'pairing.check.missingOut' : 'pairing.check.missingText');
}

/** What was decided before any score: by the teacher, and by people who agreed with each other. */
function decidedOf({ t, format }: Asked, { readiness: { agreed, conflicts }, people }: Overview): CheckRow[] {
  const names = namesOf(t, format, people);
  return [
    ...conflicts.map(({ menteeId, mentorIds }) => {
      const values = { name: names.name(menteeId), mentors: names.several(mentorIds) };
      return warn(t('pairing.conflict.title', values), t('pairing.conflict.text'), 'lock');
    }),
    ...(agreed.made > 0
      ? [good(t('choices.check.agreed', { count: agreed.made }), t('choices.check.agreedText'))]
      : []),
    ...(agreed.refused > 0
      ? [warn(t('choices.check.refused', { count: agreed.refused }), t('choices.check.refusedText'), 'never')]
      : []),
  ];
}

/** Not who they would like to be: whoever decided it says whether it is meant so. */
function otherwiseOf({ t, format }: Asked, { readiness: { otherwise }, people }: Overview): CheckRow[] {
  if (otherwise.length === 0) return [];
  const names = namesOf(t, format, people);
  const said = (['mentor', 'mentee'] as const).flatMap((is) => {
    const those = otherwise.filter((one) => one.is === is).map(({ personId }) => personId);
    return those.length === 0 ? [] : [t(`pairing.check.otherwise.${is}`, { people: names.several(those) })];
  });
  const text = said.reduce((one, other) => t('pairing.sentences', { one, other }));
  return [warn(t('pairing.check.otherwise.title', { count: otherwise.length }), text, 'people')];
}

function good(title: string, text: string): CheckRow {
  return { title, text, icon: 'tick', tone: 'good' };
}

function warn(title: string, text: string, icon: string): CheckRow {
  return { title, text, icon, tone: 'warn' };
}
