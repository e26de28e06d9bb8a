/** What made-up pages of a learner show. */
export const learner = {
  title: 'Hello Ana',
  lede: 'Week 5 of 12. You are on track.',
  step: {
    eyebrow: 'Next step, due Thursday 26 November, 20:00',
    title: 'Check in for week 5',
    text: '4 short questions, about 1 minute. Worth 2 points.',
    action: { label: 'Start the check-in', href: '#main' },
  },
  session: {
    title: 'Next session',
    link: 'Agenda and notes',
    when: 'Wednesday 25 November, 18:00 for you',
    note: '17:00 for Amara in Dakar, 45 minutes, video',
    buttons: [
      { label: 'Add to calendar', icon: 'calendar', href: '#main', small: true },
      { label: 'Open the meeting link', href: '#main', small: true },
      { label: 'Move it', href: '#main', tone: 'quiet', small: true },
    ],
  },
  pathTitle: 'Your path',
  pathText: '2 of 5 steps done. 14 of 30 points are in your gradebook.',
  path: [
    { state: 'done', title: 'Charter signed by both', note: 'Done 6 Nov. 5 of 5 points.' },
    { state: 'done', title: 'First session', note: 'Done 12 Nov. 5 of 5 points.' },
    { state: 'here', title: 'Three check-ins', note: 'You are here: 2 of 3 done.' },
    { state: 'ahead', title: 'Review two reports', note: 'Opens 30 Nov. 10 points.' },
    { state: 'ahead', title: 'Look back and say goodbye', note: 'Week 12. 4 points.' },
  ],
  partnerTitle: 'Your mentor',
  person: {
    name: 'Amara Diallo',
    note: 'Passed Statistics 101 last year',
    avatar: { initials: 'AD', hue: 1, size: 'large' },
  },
  why: 'You were paired because you both learn best by examples, Amara is strong in R, and you share 6 free hours.',
  write: { label: 'Write to Amara', icon: 'chat', href: '#main', small: true },
  whoTitle: 'Who sees what',
  whoSees: [
    { text: 'Check-ins: you and Amara. Your teacher sees only that you sent them.', icon: 'people' },
    { text: 'Private notes: only you.', icon: 'lock' },
    { text: 'Points: you and your teachers, in the gradebook.', icon: 'eye' },
  ],
  chipsTitle: 'Your points',
  chips: [
    { tone: 'good', text: 'In your gradebook since 14:02', icon: 'tick' },
    { tone: 'info', text: 'On its way', icon: 'send' },
    { tone: 'warn', text: 'Moodle is not answering, we try again at 14:20', icon: 'clock' },
    { tone: 'bad', text: 'Moodle refused it, your teacher has been told', icon: 'triangle' },
    { tone: 'calm', text: 'Changed by your teacher in Moodle', icon: 'pencil' },
  ],
};

export const arabic = {
  ...learner,
  title: 'مرحبًا آنا',
  lede: 'الأسبوع 5 من 12. أنت على المسار الصحيح.',
  step: {
    eyebrow: 'الخطوة التالية · الخميس 26 نوفمبر، 20:00',
    title: 'متابعة الأسبوع الخامس',
    text: '4 أسئلة قصيرة، دقيقة واحدة تقريبًا.',
    action: { label: 'ابدأ', href: '#main' },
  },
};
