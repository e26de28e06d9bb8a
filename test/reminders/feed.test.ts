import { describe, expect, test } from '@jest/globals';
import { feedOf } from '../../src/reminders/feed.js';

const stamp = new Date('2026-11-23T09:00:00Z');
const dueAt = new Date('2026-11-26T19:00:00Z');

/** Folded lines joined again (RFC 5545, 3.1). */
function linesOf(feed: string): string[] {
  return feed.replace(/\r\n[ \t]/g, '').split('\r\n');
}

describe('a feed', () => {
  test('of nothing has a component, as RFC 5545 (3.6) wants of every calendar', () => {
    const lines = linesOf(feedOf([], 'Tandem', stamp));
    expect(lines[0]).toBe('BEGIN:VCALENDAR');
    expect(lines.slice(lines.indexOf('BEGIN:VTIMEZONE'), lines.indexOf('END:VTIMEZONE') + 1)).toEqual([
      'BEGIN:VTIMEZONE',
      'TZID:Etc/UTC',
      'BEGIN:STANDARD',
      'DTSTART:19700101T000000',
      'TZOFFSETFROM:+0000',
      'TZOFFSETTO:+0000',
      'TZNAME:UTC',
      'END:STANDARD',
      'END:VTIMEZONE',
    ]);
    expect(lines.at(-1)).toBe('END:VCALENDAR');
  });

  test('of something needs no other, and is stamped with the time it is told', () => {
    const lines = linesOf(feedOf([{ dueId: 'one', title: 'Due', dueAt }], 'Tandem', stamp));
    expect(lines).toContain('DTSTAMP:20261123T090000Z');
    expect(lines.filter((line) => line.startsWith('BEGIN:'))).toEqual(['BEGIN:VCALENDAR', 'BEGIN:VEVENT']);
  });

  test.each([
    ['a backspace', 'Read\bthis', 'Read this'],
    ['a null', 'Read\0this', 'Read this'],
    ['an escape', 'Read\x1B[31mthis', 'Read [31mthis'],
    ['a C1 control', 'Read\x85this', 'Read this'],
    ['line ends that start a property', 'Read\r\nDTSTART:20200101T000000Z', 'Read DTSTART:20200101T000000Z'],
    ['a lone carriage return', 'Read\rATTACH:x', 'Read ATTACH:x'],
    ['a direction override', 'Read\u202Ethis', 'Readthis'],
  ])('lets no %s of a title through', (_what, title, summary) => {
    const lines = linesOf(feedOf([{ dueId: 'one', title, dueAt }], 'Tandem', stamp));
    expect(lines).toContain(`SUMMARY:${summary}`);
    // eslint-disable-next-line no-control-regex
    expect(lines.join('')).not.toMatch(/[\u0000-\u001F\u007F-\u009F]/);
    expect(lines.filter((line) => line.startsWith('DTSTART:'))).toEqual(['DTSTART:20261126T183000Z']);
  });
});
