import type { HomeContribution, OwnPart, Step } from '../../home/home.js';
import type { Asked } from '../../web/routing.js';
import type { Roster } from '../../course/roster/person.js';
import { readText, severalOf } from '../../course/roster/words.view.js';
import { newFields } from './asking.rules.js';
import type { IntakeService } from './intake.service.js';

type Counts = Awaited<ReturnType<IntakeService['counts']>>;

interface Needs {
  intake: Pick<IntakeService, 'sheet' | 'counts'>;
  roster: Pick<Roster, 'age'>;
}

/** Profiles: who has none yet, and one's own as the first step on the path. */
export function intakeHome({ intake, roster }: Needs): HomeContribution {
  return {
    async work(asked) {
      const { t, visit } = asked;
      const { missing } = await intake.counts(visit.courseId);
      if (missing.count === 0) return [];
      return [
        {
          ...{ item: 'profiles', urgency: 'missing', size: missing.count, icon: 'pencil', tone: 'calm' },
          title: t('intake.work.title', { count: missing.count }),
          text: t('intake.work.text', { people: severalOf(asked, missing) }),
          actions: [{ label: t('intake.work.button'), href: '/profiles/missing' }],
        },
      ];
    },

    start: async ({ t, visit }) => startStep(t, await intake.counts(visit.courseId)),

    async health(asked) {
      const { t, format, visit } = asked;
      const [{ learners, missing }, age] = await Promise.all([
        intake.counts(visit.courseId),
        roster.age(visit.courseId),
      ]);
      const [part, whole] = [format.number(learners - missing.count), format.number(learners)];
      return {
        figures: [
          {
            at: 10,
            label: t('intake.health.label'),
            value: t('home.health.of', { part, whole }),
            how: t('intake.health.how'),
            source: t('intake.health.source'),
            age: readText(asked, age),
          },
        ],
      };
    },

    async own({ t, format, visit }) {
      const { saved, fields, isOut } = await intake.sheet(visit.courseId, visit.personId);
      if (isOut) return {};
      const title = t('intake.path.title');
      const whoSees = [{ icon: 'people', text: t('intake.who') }];
      if (saved?.completedAt) {
        const note = t('intake.path.done', { date: format.date(saved.completedAt) });
        const count = newFields(saved, fields).length;
        return {
          steps: count === 0 ? [] : [addedStep(t, count)],
          path: [{ at: 10, done: true, title, note }],
          whoSees,
        };
      }
      return { ...firstPart(t), whoSees };
    },

    done: { profile: 'intake.done.profile' },
  };
}

function startStep(t: Asked['t'], { learners, missing }: Counts) {
  const note =
    learners === 0
      ? t('intake.start.nobody')
      : t('intake.start.note', { count: learners, done: learners - missing.count });
  return {
    ...{ at: 10, done: learners > 0 && missing.count === 0, title: t('intake.start.title'), note },
    link: { label: t('intake.start.title'), href: '/profiles/missing' },
  };
}

/** Only what was added since the profile was sent. */
function addedStep(t: Asked['t'], count: number): Step {
  return {
    order: 'rest',
    title: t('intake.added.title', { count }),
    text: t('intake.added.text'),
    action: { label: t('intake.added.button'), href: '/profile/form?only=new' },
  };
}

/** Before anything was sent. */
function firstPart(t: Asked['t']): OwnPart {
  const title = t('intake.path.title');
  return {
    headline: { order: 'start', title: t('intake.home.title'), lede: t('intake.home.lede') },
    steps: [
      {
        order: 'first',
        title: t('intake.first.title'),
        text: t('intake.first.text'),
        action: { label: t('intake.first.button'), href: '/profile' },
      },
    ],
    path: [{ at: 10, done: false, title, note: t('intake.path.note') }],
  };
}
