import { z } from 'zod';
import { daysBetween, isDay } from '../../shared/local-time.js';
import { seenLine } from '../../shared/seen.js';
import type { OwnDays } from './clock.rules.js';

const text = z.string('clock.form.day').trim();
const aDay = text.refine(isDayOfUse, 'clock.form.day');
const dayOrNone = text.refine((day) => day === '' || isDayOfUse(day), 'clock.form.day');

function isDayOfUse(day: string): boolean {
  return isDay(day) && day >= '2000' && day < '2200';
}

/** Days; longer than any course that has weeks. */
const longestCourse = 20 * 366;
const longestHoliday = 366;

function isInOrder(from: string, until: string, most: number): boolean {
  if (!isDayOfUse(from) || !isDayOfUse(until)) return true;
  const days = daysBetween(from, until);
  return days >= 0 && days <= most;
}

/** `by` is asked where Moodle says when the course runs. */
export const daysForm = z
  .strictObject({ by: z.enum(['moodle', 'own']).optional(), firstDay: dayOrNone, lastDay: dayOrNone })
  .superRefine(({ by, firstDay, lastDay }, context) => {
    const wrong = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (firstDay === '' && (by === 'own' || lastDay !== '')) wrong('firstDay', 'clock.form.first');
    if (firstDay !== '' && lastDay !== '' && !isInOrder(firstDay, lastDay, longestCourse)) {
      wrong('lastDay', 'clock.form.order');
    }
  })
  .transform(({ by, firstDay, lastDay }): OwnDays => {
    const days = firstDay === '' ? undefined : { firstDay, ...(lastDay !== '' && { lastDay }) };
    return { instead: by === 'own', ...(days && { days }) };
  });

/** One day where no last one is said. */
export const holidayForm = z
  .strictObject({ from: aDay, until: dayOrNone, name: z.string().overwrite(seenLine).max(60).default('') })
  .superRefine(({ from, until }, context) => {
    if (until !== '' && !isInOrder(from, until, longestHoliday)) {
      context.addIssue({ code: 'custom', path: ['until'], message: 'clock.form.holidayOrder' });
    }
  })
  .transform(({ from, until, name }) => ({ from, until: until === '' ? from : until, name }));

export const holidayKeyForm = z.strictObject({ from: aDay, until: aDay });
