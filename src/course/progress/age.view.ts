/** How old an answer of Moodle is, and why it is not newer, in words. */
import { day, hour, minute } from '../../shared/clock.js';
import type { Asked } from '../../web/routing.js';
import type { Translate } from '../../web/texts.js';

export function ageOf({ t, format, now }: Pick<Asked, 't' | 'format' | 'now'>, readAt: Date | undefined): string {
  if (!readAt) return t('progress.age.never');
  const age = Math.max(0, now.getTime() - readAt.getTime());
  if (age < minute) return t('progress.age.now');
  if (age < hour) return t('progress.age.minutes', { count: Math.floor(age / minute) });
  if (age < day) return t('progress.age.hours', { count: Math.floor(age / hour) });
  return t('progress.age.on', { when: format.dateTime(readAt) });
}

export function failureText(t: Translate, code: string): string {
  return t(`progress.failure.${code}`);
}
