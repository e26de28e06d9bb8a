/** What stands open between people of a mentorship: two times, a rhythm, and what can be done about them. */
import { after, minute } from '../../shared/clock.js';
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import type { Asked } from '../../web/routing.js';
import { agendaOf, minutesOf } from './agenda.rules.js';
import { carriedStep, openOffer, openSeries, proposedAgenda, writingNow } from './sessions.rules.js';
import type { PairSheet } from './sessions.service.js';
import { elsewhereTexts, spanText } from './times.view.js';
import { namesOf, pairPath, sessionPath, type Chip } from './words.view.js';

export interface Button {
  label: string;
  href?: string;
  action?: string;
  tone?: 'outline' | 'quiet' | 'primary';
  fields?: readonly { name: string; value: string }[];
}

export interface Row {
  icon: string;
  tone: 'info' | 'calm';
  title: string;
  href?: string;
  text?: string;
  meta?: string;
  chip?: Chip | undefined;
  level: 2 | 3;
  actions: readonly Button[];
}

export interface OpenParts {
  agenda: { minutes: string; first: string | undefined } | undefined;
  series:
    | {
        title: string;
        text: string;
        hidden: { name: string; value: string };
        field: FieldModel;
        agree: string;
        decline: Button;
      }
    | undefined;
  ownSeries: { text: string; withdraw: Button } | undefined;
  rhythm: { title: string; text: string; href: string } | undefined;
}

export function offeredRows(asked: Asked, { book, clocks }: PairSheet): Row[] {
  const { t, now, visit } = asked;
  const offer = openOffer(book, now);
  if (!offer) return [];
  const path = pairPath(book.key);
  const offerField = { name: 'offerId', value: offer.offerId };
  return offer.startsAt.map((time) => {
    const isOver = time <= now;
    const take = {
      label: t('sessions.offer.take'),
      action: `${path}/take`,
      fields: [offerField, { name: 'time', value: time.toISOString() }],
    };
    return {
      ...{ icon: 'calendar', tone: 'info', level: 2 },
      title: spanText(asked, time, after(time, offer.minutes * minute)),
      text: elsewhereTexts(asked, clocks, time).join(' '),
      ...(isOver && { chip: { tone: 'calm', text: t('sessions.offer.over') } }),
      actions: offer.by === visit.personId || isOver ? [] : [take],
    } as const;
  });
}

export function actionsOf(asked: Asked, { book, pair }: PairSheet, canWrite: boolean): Button[] {
  const { t, now, visit } = asked;
  const path = pairPath(book.key);
  const offer = openOffer(book, now);
  const names = namesOf(asked, pair.partners);
  const other = offer ? t('sessions.offer.other') : t('sessions.offer.link', { names });
  const writing = writingNow(book, now);
  const inWriting = writing
    ? [{ label: t('sessions.writing.go'), href: sessionPath(book.key, writing.sessionId), tone: 'quiet' as const }]
    : canWrite
      ? [{ label: t('sessions.writing.begin'), action: `${path}/writing`, tone: 'quiet' as const }]
      : [];
  const withdraw = {
    label: t('sessions.offer.withdraw'),
    action: `${path}/withdraw`,
    tone: 'quiet' as const,
    fields: [{ name: 'offerId', value: offer?.offerId ?? '' }],
  };
  return [
    { label: other, href: `${path}/offer`, tone: offer ? 'outline' : 'primary' },
    ...(offer?.by === visit.personId ? [withdraw] : []),
    ...inWriting,
  ];
}

export function agendaCard(asked: Asked, { book, library }: PairSheet): OpenParts['agenda'] {
  const { t, now } = asked;
  const agenda = agendaOf(library, book.offer?.agendaId ?? proposedAgenda(book, library));
  const parts = agenda.lines.map(({ title, minutes }) => t('sessions.agenda.part', { title, minutes }));
  const carried = carriedStep(book, now);
  return {
    minutes: t('sessions.agenda.sum', { minutes: minutesOf(agenda), parts: asked.format.list(parts) }),
    first: carried && carriedText(asked, carried),
  };
}

export function carriedText(asked: Asked, { step, from }: { step: { text: string }; from: Date }): string {
  return asked.t('sessions.agenda.carried', { step: step.text, date: asked.format.date(from) });
}

export function seriesParts(asked: Asked, sheet: PairSheet, problems?: Problems): Omit<OpenParts, 'agenda'> {
  const { t, now, visit } = asked;
  const { book, pair, clocks } = sheet;
  const path = pairPath(book.key);
  const names = namesOf(asked, pair.partners);
  const series = openSeries(book, now);
  const none = { series: undefined, ownSeries: undefined, rhythm: undefined };
  const hidden = { name: 'seriesId', value: series?.seriesId ?? '' };
  const decline = {
    label: t('sessions.series.decline'),
    action: `${path}/decline`,
    tone: 'quiet' as const,
    fields: [hidden],
  };
  if (!series) {
    const rhythm = { title: t('sessions.series.ask'), text: t('sessions.series.askText'), href: `${path}/rhythm` };
    return { ...none, rhythm };
  }
  const ahead = series.starts.filter((time) => time > now);
  const count = ahead.length;
  if (series.by === visit.personId) {
    const withdraw = { ...decline, label: t('sessions.series.withdraw') };
    return { ...none, ownSeries: { text: t('sessions.series.mine', { count, names }), withdraw } };
  }
  const who = pair.partners.find(({ personId }) => personId === series.by)?.name ?? names;
  const form = fieldsFor(t, { dates: ahead.map((time) => time.toISOString()) }, problems);
  const field = form.field('checkboxes', 'dates', {
    label: t('sessions.series.dates'),
    hint: t('sessions.series.leaveOut'),
    options: ahead.map((time) => ({
      value: time.toISOString(),
      label: spanText(asked, time, after(time, series.minutes * minute)),
      hint: elsewhereTexts(asked, clocks, time).join(' '),
    })),
  });
  const title = t('sessions.series.theirs', { name: who, count });
  return {
    ...none,
    series: { title, text: t('sessions.series.text'), hidden, field, agree: `${path}/agree`, decline },
  };
}
