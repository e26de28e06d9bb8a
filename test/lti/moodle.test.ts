import { describe, expect, test } from '@jest/globals';
import { nextLink } from '../../src/lti/link-header.js';
import {
  courseRole,
  customValues,
  idList,
  isLockedGrade,
  isNotEnrolled,
  languageTag,
  shortReason,
  timeFrame,
  timeZone,
} from '../../src/lti/moodle.js';

const membership = 'http://purl.imsglobal.org/vocab/lis/v2/membership';
const admin = 'http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator';

describe('what Moodle sends', () => {
  test.each([
    [[`${membership}#Learner`], 'learner'],
    [[`${membership}#Instructor`], 'teacher'],
    [['Learner'], 'learner'],
    [['Instructor'], 'teacher'],
    [[admin, `${membership}#Instructor`], 'teacher'],
    [[admin, `${membership}#Learner`], 'learner'],
    [['Administrator'], 'teacher'],
    [[`${membership}#Administrator`], 'teacher'],
    [[`${membership}/Instructor#TeachingAssistant`, `${membership}#Instructor`], 'teacher'],
    [['http://evil.example/#Instructor'], 'learner'],
    [['http://evil.example/membership#Instructor'], 'learner'],
    [['https://evil.example/?x=http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor'], 'learner'],
    [['urn:x-membership#Administrator'], 'learner'],
    [[`${membership}#Instructor/`], 'learner'],
    [[`${membership}#instructor`], 'learner'],
    [[` ${membership}#Instructor`], 'learner'],
    [['http://purl.imsglobal.org/vocab/lis/v2/institution/person#Instructor'], 'learner'],
    [['http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator'], 'learner'],
    [[], 'learner'],
  ] as const)('roles %j make a %s', (roles, role) => {
    expect(courseRole(roles)).toBe(role);
  });

  test.each([
    ['pt_br', 'pt-BR'],
    ['en', 'en'],
    ['zh_cn', 'zh-CN'],
    ['de_du', 'de-DU'],
    ['en_us_k12_x', 'en'],
    ['', 'en'],
    ['not a language', 'en'],
    [undefined, 'en'],
  ])('the language pack %j is %s', (locale, tag) => {
    expect(languageTag(locale)).toBe(tag);
  });

  const [begin, end] = ['2026-11-07T20:43:41+00:00', '2027-02-19T20:43:41+00:00'];
  const [beginsAt, endsAt] = [new Date(begin), new Date(end)];

  test.each([
    [begin, end, { beginsAt, endsAt }],
    [begin, '', { beginsAt }],
    [begin, undefined, { beginsAt }],
    [begin, '1970-01-01T00:00:00+00:00', { beginsAt }],
    [begin, '2026-11-01T00:00:00+00:00', { beginsAt }],
    ['2026-11-07T20:43:41Z', end, { beginsAt, endsAt }],
    [undefined, end, undefined],
    ['', end, undefined],
    ['1970-01-01T00:00:00+00:00', end, undefined],
    ['1794084221', end, undefined],
    ['2026-13-45T99:00:00+00:00', end, undefined],
    ['next Monday', end, undefined],
  ] as const)('a course from %j to %j runs %j', (from, until, frame) => {
    expect(timeFrame(from, until)).toEqual(frame);
  });

  test.each([
    ['Europe/Madrid', 'Europe/Madrid'],
    ['99', undefined],
    ['5.5', undefined],
    ['Mars/Olympus', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('the time zone %j is %s', (value, zone) => {
    expect(timeZone(value)).toBe(zone);
  });

  test('custom values without text, and variables nobody filled in, are left out; lower-case keys win', () => {
    const claim = JSON.parse(
      '{"item":"goals","Mixed_Case":"X","mixed_case":"x","CamelCase":"kept","nothing":null,"image":"$User.image","price":"$5","__proto__":"p","n":3}',
    ) as Record<string, unknown>;
    expect(customValues(claim)).toEqual({ item: 'goals', mixed_case: 'x', camelcase: 'kept', price: '$5' });
  });

  test.each([
    ['1,2', ['1', '2']],
    ['', []],
    [undefined, undefined],
  ])('the ids %j are %j', (value, ids) => {
    expect(idList(value)).toEqual(ids);
  });
});

describe('what Moodle answers', () => {
  const locked = {
    status: 500,
    contentType: 'application/vnd.ims.lis.v1.score+json; charset=utf-8',
    body: '[]',
    reason: '',
  };

  test('a locked grade is a 500 of the score service, not of the server', () => {
    expect(isLockedGrade(locked)).toBe(true);
    expect(isLockedGrade({ ...locked, contentType: 'text/html', body: '<h1>' })).toBe(false);
    expect(isLockedGrade({ ...locked, status: 503 })).toBe(false);
  });

  test('people it does not grade are named by its sentence, without what follows it', () => {
    const reason = 'Incorrect score received{"userId":"3","comment":"private"}';
    expect(isNotEnrolled({ status: 400, reason, body: '[]' })).toBe(true);
    expect(isNotEnrolled({ status: 400, reason: 'Bad Request', body: '[]' })).toBe(false);
    expect(shortReason(reason)).toBe('Incorrect score received');
  });

  test.each([
    ['<https://m/a?limit=5&from=5>; rel="next"', 'https://m/a?limit=5&from=5'],
    ['<https://m/a?t=1&amp;from=0>; rel=“first”, <https://m/a?t=1&amp;from=2>; rel=“next”', 'https://m/a?t=1&from=2'],
    ['<https://m/a>; rel=next', 'https://m/a'],
    ['<https://m/a>; rel="prev"', undefined],
    ['<https://m/a>; rel="nextish"', undefined],
    ['<https://m/a>; rel="prev next"', 'https://m/a'],
    ['<https://m/a?ids=1,2>; title="<b>, c"; rel="next"', 'https://m/a?ids=1,2'],
    ['', undefined],
    [undefined, undefined],
  ])('after %j comes %s', (header, next) => {
    expect(nextLink(header)).toEqual({ ok: true, value: next });
  });

  test.each(['a page of HTML', '<https://m/a', '<https://m/s>; crossorigin, <https://m/a>; rel="next"'])(
    'after %j nobody knows what comes',
    (header) => {
      expect(nextLink(header)).toEqual({ ok: false, failure: 'unreadable' });
    },
  );
});
