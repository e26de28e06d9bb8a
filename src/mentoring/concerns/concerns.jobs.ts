import type { Job } from '../../jobs/job.js';
import { forgottenBefore } from './concerns.rules.js';
import type { ConcernsStore } from './concerns.store.js';
import type { ContactsService } from './contacts.service.js';

/** Closed concerns are deleted when the course's time is over; open ones never. */
export function forgetConcernsJob(store: ConcernsStore, contacts: Pick<ContactsService, 'known'>): Job {
  return {
    name: 'forget-concerns',
    cron: '30 2 * * *',
    async run(now) {
      let done = 0;
      for (const courseId of await store.dueCourses()) {
        const { keptMonths } = await contacts.known(courseId);
        done += await store.forget(courseId, forgottenBefore(keptMonths, now));
      }
      return { done, failed: 0 };
    },
  };
}
