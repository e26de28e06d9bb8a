/** How the course is doing, in three numbers, and where each comes from. */
import { moment } from '../../web/moments.js';
import type { Asked } from '../../web/routing.js';
import type { CoordinatorHome } from './mentorships.service.js';

export interface HealthFact {
  label: string;
  value: string;
  note?: string;
}

export interface HealthSources {
  caption: string;
  hideCaption: boolean;
  columns: readonly { label: string }[];
  rows: readonly { title: string; cells: readonly { text: string }[] }[];
}

export function stripOf({ t, format }: Asked, home: CoordinatorHome): HealthFact[] {
  const { learners, withoutProfile, withoutPartner, deliveries } = home;
  const of = (part: number, whole: number) =>
    t('mentorships.strip.of', { part: format.number(part), whole: format.number(whole) });
  return [
    { label: t('mentorships.strip.profiles'), value: of(learners - withoutProfile.length, learners) },
    { label: t('mentorships.strip.paired'), value: of(learners - withoutPartner.length, learners) },
    {
      label: t('mentorships.strip.grades'),
      value: of(deliveries.delivered, deliveries.all),
      note: t('mentorships.strip.refused', { count: deliveries.refused }),
    },
  ];
}

export function readText({ t, format, now }: Asked, { rosterAge }: CoordinatorHome): string {
  return rosterAge.refreshedAt
    ? t('mentorships.strip.read', { time: moment(format, rosterAge.refreshedAt, now) })
    : t('mentorships.strip.unread');
}

export function sourcesOf(asked: Asked, home: CoordinatorHome): HealthSources {
  const { t } = asked;
  const age = readText(asked, home);
  const row = (name: string, when: string) => ({
    title: t(`mentorships.strip.${name}`),
    cells: [
      { text: t(`mentorships.sources.${name}.how`) },
      { text: t(`mentorships.sources.${name}.source`) },
      { text: when },
    ],
  });
  const now = t('mentorships.sources.now');
  return {
    caption: t('mentorships.sources.caption'),
    hideCaption: true,
    columns: ['number', 'how', 'source', 'age'].map((name) => ({ label: t(`mentorships.sources.${name}`) })),
    rows: [row('profiles', age), row('paired', age), row('grades', now)],
  };
}
