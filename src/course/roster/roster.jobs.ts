import type { Job } from '../../jobs/job.js';
import { refreshRosters, type RosterService } from './roster.service.js';

/** Courses read in one run; what is left is due again a minute later. */
const coursesPerRun = 50;

export function refreshRostersJob(roster: Pick<RosterService, 'dueCourses' | 'refresh'>): Job {
  return {
    name: refreshRosters,
    cron: '* * * * *',
    async run(now) {
      const outcome = { done: 0, failed: 0 };
      const broken: unknown[] = [];
      // One course after the other: all of them may be on one shared server.
      for (const courseId of await roster.dueCourses(now, coursesPerRun)) {
        try {
          const answer = await roster.refresh(courseId, { now, force: false });
          if (answer.ok) outcome.done += 1;
          else if (answer.failure.code !== 'busy_here') outcome.failed += 1;
        } catch (problem) {
          broken.push(problem);
        }
      }
      if (broken.length > 0) throw new AggregateError(broken, `${broken.length} rosters broke off`);
      return outcome;
    },
  };
}
