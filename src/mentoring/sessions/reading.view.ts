/** What sessions bring to teachers: rows of the queue, a figure, and the page with all of it. */
import type { Figure, Work } from '../../home/home.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import type { Dispute, ForTeachers } from './reading.service.js';
import type { Attendance } from './sessions.rules.js';
import { namesOf } from './words.view.js';

interface Row {
  icon: string;
  tone: 'warn' | 'info';
  title: string;
  text: string;
  meta: string;
  actions: readonly { label: string; action: string }[];
}

interface ReadingModel extends PageModel {
  disputes: readonly Row[];
  notes: readonly Row[];
  more: string | undefined;
  none: string | undefined;
}

const readingPage: PageOf<ReadingModel> = pageOf('mentoring/sessions/reading');

export const readingPath = '/sessions/notes';
/** Of 75 %: the share at which a programme runs well. */
const wanted = 0.75;

export function readingRows({ t }: Asked, { disputes, notes }: { disputes: number; notes: number }): Work[] {
  const row = (item: 'dispute' | 'notes', size: number): Work[] =>
    size === 0
      ? []
      : [
          {
            ...{ item: `sessions.${item}`, size, icon: item === 'dispute' ? 'triangle' : 'eye' },
            ...{ urgency: item === 'dispute' ? 'people' : 'notice', tone: item === 'dispute' ? 'warn' : 'info' },
            ...{
              title: t(`sessions.work.${item}`, { count: size }),
              text: t(`sessions.work.${item}Text`, { count: size }),
            },
            actions: [{ label: t('sessions.work.read'), href: readingPath }],
          },
        ];
  return [...row('dispute', disputes), ...row('notes', notes)];
}

export function sessionsFigure({ t, format }: Asked, { counted, planned }: Attendance): Figure[] {
  if (planned === 0) return [];
  const target = t('sessions.health.target', { share: format.percent(wanted) });
  return [
    {
      ...{ at: 30, label: t('sessions.health.label'), value: format.percent(counted / planned), note: target },
      how: t('sessions.health.how', { counted, planned }),
      source: t('sessions.health.source'),
      age: t('sessions.health.age'),
    },
  ];
}

export function readingView(asked: Asked, { disputes, notes, count }: ForTeachers): Page {
  const { t, query } = asked;
  const total = disputes.length + count;
  return readingPage({
    title: t('sessions.reading.title', { count: total }),
    banner: query.done === 'seen' ? { tone: 'good', text: t('sessions.reading.done') } : undefined,
    trail: [{ label: t('web.tab.home'), href: '/mentoring' }],
    tab: '/mentoring',
    disputes: disputes.map((one) => disputeRow(asked, one)),
    notes: notes.map((one) => noteRow(asked, one)),
    more: count > notes.length ? t('sessions.reading.more', { count: count - notes.length }) : undefined,
    none: total === 0 ? t('sessions.reading.none') : undefined,
  });
}

/** Both words as they are. */
function disputeRow(asked: Asked, { session, people }: Dispute): Row {
  const { t, format } = asked;
  const said = people.flatMap(({ personId, name }) => {
    const answer = session.again[personId] ?? session.answers[personId];
    return answer ? [t(`sessions.happened.says.${answer.said}`, { name, whom: t('sessions.happened.other') })] : [];
  });
  return {
    ...{ icon: 'triangle', tone: 'warn', title: namesOf(asked, people), text: said.join(' ') },
    meta: t('sessions.reading.session', { date: format.date(session.startsAt) }),
    actions: [{ label: t('sessions.reading.seen'), action: `/sessions/disputes/${session.sessionId}/seen` }],
  };
}

function noteRow(asked: Asked, { note, author, others }: ForTeachers['notes'][number]): Row {
  const { t, format } = asked;
  return {
    ...{ icon: 'eye', tone: 'info', title: author?.name ?? t('sessions.reading.somebody'), text: note.text },
    meta: t('sessions.reading.about', { names: namesOf(asked, others), date: format.date(note.at) }),
    actions: [{ label: t('sessions.reading.seen'), action: `${readingPath}/${note.noteId}/seen` }],
  };
}
