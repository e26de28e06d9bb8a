/** An agenda as text in a form and back, and with the times at which its lines begin. */
import { after, minute } from '../../shared/clock.js';
import { isSeen, seenLine } from '../../shared/seen.js';
import type { Agenda, AgendaLine, Library } from './agenda.js';

export const mostLines = 12;
export const longestLine = 300;
export const longestAgenda = 180;

export function minutesOf({ lines }: Pick<Agenda, 'lines'>): number {
  return lines.reduce((sum, { minutes }) => sum + minutes, 0);
}

/** "15 Main topic: what Ana brought", one line each. */
export function linesText(lines: readonly AgendaLine[]): string {
  return lines.map(({ minutes, title, text }) => `${minutes} ${title}${text === '' ? '' : `: ${text}`}`).join('\n');
}

/** Undefined where a line does not begin with whole minutes and a title. */
export function linesIn(text: string): AgendaLine[] | undefined {
  const lines = text.split('\n').filter(isSeen).map(seenLine);
  const found = lines.map((line) => /^(\d{1,3})\s+([^:]{1,80})(?::\s*(.*))?$/u.exec(line));
  const parts = found.flatMap((match) =>
    match ? [{ minutes: Number(match[1]), title: (match[2] ?? '').trim(), text: match[3] ?? '' }] : [],
  );
  return parts.length === lines.length && parts.every(({ minutes }) => minutes > 0) ? parts : undefined;
}

/** One a line. */
export function listIn(text: string): string[] {
  return text.split('\n').filter(isSeen).map(seenLine);
}

export function timedLines(lines: readonly AgendaLine[], startsAt: Date): (AgendaLine & { at: Date })[] {
  let at = startsAt;
  return lines.map((line) => {
    const begins = at;
    at = after(at, line.minutes * minute);
    return { ...line, at: begins };
  });
}

/** An agenda that was taken out of the library since is the usual one. */
export function agendaOf({ agendas, usual }: Library, agendaId: string): Agenda {
  const found = agendas.find((one) => one.agendaId === agendaId) ?? agendas.find((one) => one.agendaId === usual);
  const [first] = agendas;
  const agenda = found ?? first;
  if (!agenda) throw new Error('A library without agendas');
  return agenda;
}
