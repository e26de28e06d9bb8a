/** What the course page proposes to whoever is new here, in the README's words. */
export const stepsToTry = {
  fresh: [
    'As Mira Lind, the teacher: open Mentoring, make the draft, publish it.',
    'As Ana Álvarez: open Mentoring and see the partner.',
    'As Ana Álvarez: send the check-in.',
    'Look at Grades: the points are there, and the tick.',
  ],
  running: [
    'As Mira Lind, the teacher: open Mentoring and see what needs you.',
    'As Mateo García, who asked the teacher for help: open Mentoring and see the partners.',
    'As Ana Álvarez: send the check-in of this week.',
    'Look at Grades: the points of three weeks are there.',
  ],
} as const;
