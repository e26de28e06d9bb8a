/** How somebody gets to the form: where Moodle's own page of the activity is known, through it. */
import type { Activity } from '../../course/activities/activity.js';
import type { Step } from '../../home/home.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import type { Translate } from '../../web/texts.js';
import type { Visit } from '../../web/visit.js';
import { isElsewhere } from './checkins.rules.js';
import { titleOf } from './checkins.view.js';

interface ElsewhereModel extends PageModel {
  action: NonNullable<Step['action']>;
}

const elsewherePage: PageOf<ElsewhereModel> = pageOf('mentoring/checkins/elsewhere');

/** Through Moodle's own page, which alone knows whom it lets in. */
export function opening(t: Translate, activity: Activity, visit: Visit): NonNullable<Step['action']> {
  const label = t('checkins.step.button');
  const { pageUrl } = activity.service;
  return isElsewhere(activity, visit) && pageUrl !== undefined
    ? { label, href: pageUrl, top: true }
    : { label, href: `/checkins/${activity.activityId}` };
}

export function elsewhereView({ t, visit }: Asked, activity: Activity): Page {
  return elsewherePage({
    title: titleOf(t, activity),
    lede: t('checkins.elsewhere'),
    narrow: true,
    trail: [{ label: t('web.tab.home'), href: '/mentoring' }],
    action: opening(t, activity, visit),
  });
}
