import { Forbidden } from '../shared/errors.js';
import { after, day } from '../shared/clock.js';
import type { Problems } from '../web/forms.js';
import { goTo, show, type Reply } from '../web/reply.js';
import { get, post, type Asked, type Route } from '../web/routing.js';
import type { DatesAsked, DueDate } from './dates.js';
import { digest, type ReminderKind } from './reminder.js';
import { wishesForm } from './reminders.forms.js';
import type { RemindersService } from './reminders.service.js';
import { kindsPath, kindsView, remindersPath, weekView, wishesPath, wishesView } from './reminders.view.js';

export interface RemindersPages {
  reminders: Pick<RemindersService, 'sheet' | 'wish' | 'said' | 'see' | 'hasMail'>;
  kinds: () => readonly ReminderKind[];
  /** What is due for a person. */
  dueDates(asked: DatesAsked): Promise<readonly DueDate[]>;
}

/** Shown of what was said. */
const saidAtOnce = 10;

export function remindersRoutes({ reminders, kinds, dueDates }: RemindersPages): Route[] {
  async function wishes(asked: Asked, problems?: Problems): Promise<Reply> {
    const sheet = await reminders.sheet(asked.visit.account);
    const page = wishesView(asked, { ...sheet, hasMail: reminders.hasMail }, kinds(), problems);
    return show(page, problems ? 422 : 200);
  }

  return [
    get(remindersPath, 'takePart', async (asked) => {
      const { visit, t, now } = asked;
      const { courseId, personId, account } = visit;
      const [all, said] = await Promise.all([
        dueDates({ courseId, personId, t, now }),
        reminders.said(account, saidAtOnce),
      ]);
      // What is shown counts as seen from then on.
      if (said.some(({ seenAt }) => !seenAt) && !visit.preview) await reminders.see(account, now);
      return show(weekView(asked, { due: thisWeek(all, now), said, kinds: kinds() }));
    }),
    get(wishesPath, 'takePart', (asked) => wishes(asked)),
    post(wishesPath, 'takePart', {
      schema: wishesForm([digest, ...kinds().map(({ kind }) => kind)]),
      async accept({ visit, answers }) {
        if (visit.preview) throw new Forbidden('preview');
        await reminders.wish(visit.account, answers);
        return goTo(`${wishesPath}?done=saved`);
      },
      refuse: wishes,
    }),
    get(kindsPath, 'coordinate', (asked) => Promise.resolve(show(kindsView(asked, kinds(), reminders.hasMail)))),
  ];
}

function thisWeek(all: readonly DueDate[], now: Date): DueDate[] {
  const end = after(now, 7 * day);
  const near = all.filter(({ dueAt, startsAt = dueAt, cancelled }) => !cancelled && dueAt > now && startsAt <= end);
  return near.sort((one, other) => Number(one.startsAt ?? one.dueAt) - Number(other.startsAt ?? other.dueAt));
}
