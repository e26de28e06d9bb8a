/**
 * The *clock* of a course counts its weeks from its first day, as the weekly format of Moodle does: week 1 begins on that
 * day, whatever weekday it is. Days are written `2026-11-26`, and are days of the course's time zone.
 */
export interface CourseClock {
  /** IANA; UTC where the course has said none. */
  zone: string;
  firstDay: string;
  /** Absent: the course goes on. */
  lastDay?: string;
  holidays: readonly Holiday[];
}

/** Days on which nothing is due, both ends among them. */
export interface Holiday {
  from: string;
  until: string;
  name: string;
}

/** What comes back every so many weeks, on one weekday at one time. */
export interface Rhythm {
  /** Weeks from one to the next. */
  every: number;
  firstWeek: number;
  /** Absent: as long as the course goes. */
  lastWeek?: number;
  /** 1 for Monday … 7 for Sunday. */
  weekday: number;
  /** `20:00`, of the course's time zone. */
  time: string;
}

/** One turn of a rhythm: it opens with its week and is due in it. Its week names it, wherever the course moves. */
export interface Occurrence {
  week: number;
  opensAt: Date;
  dueAt: Date;
}

export interface Clocks {
  /** Undefined while nobody has said when the course begins. */
  clockOf(courseId: string): Promise<CourseClock | undefined>;
}
