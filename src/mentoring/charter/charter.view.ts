/** A charter: sign first, the text below, what was changed marked by words; then how each may be asked. */
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { moment } from '../../web/moments.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import type { PairKey } from '../mentorships/pair.js';
import { speeds, type Asking, type CharterLine, type Version } from './charter.js';
import { signatureOf, stateOf, wordsOf } from './charter.rules.js';
import type { CharterSheet } from './charter.service.js';

interface LineModel {
  title: string;
  text: string;
  before: string | undefined;
  note: string | undefined;
  changeHref: string | undefined;
}

interface CharterModel extends PageModel {
  step: { eyebrow: string | undefined; title: string; text: string; action: string; words: string } | undefined;
  version: string;
  lines: readonly LineModel[];
  signatures: readonly { name: string; chip: { tone: 'good' | 'calm'; text: string; icon?: string }; when: string }[];
  whoSees: string;
  asking: readonly { name: string; facts: readonly { label: string; text: string }[] }[];
  own: { action: string; opens: string; open: boolean; fields: readonly FieldModel[] } | undefined;
  versions: readonly { href: string; label: string }[];
}

const charterPage: PageOf<CharterModel> = pageOf('mentoring/charter/charter');

export function charterPath(key: PairKey): string {
  return `/charter/${key}`;
}

export function namesIn({ format }: Pick<Asked, 'format'>, { pair }: Pick<CharterSheet, 'pair'>): string {
  return format.list(pair.partners.map(({ name }) => name));
}

/** @param number of an older version, to be read */
export function charterView(asked: Asked, sheet: CharterSheet, number?: number, problems?: Problems): Page {
  const { t } = asked;
  const { charter, current, pair } = sheet;
  const shown = charter.versions.find((one) => one.number === number) ?? current;
  const isOld = shown.number !== current.number;
  const acts = !isOld && !pair.closed && !asked.visit.preview;
  const names = namesIn(asked, sheet);
  return charterPage({
    title: t('charter.title', { names }),
    lede: ledeOf(asked, sheet, isOld),
    banner: bannerOf(asked),
    problems: fieldsFor(t, {}, problems).summary,
    trail: isOld
      ? [{ label: t('charter.title', { names }), href: charterPath(pair.key) }]
      : [{ label: t('web.tab.home'), href: '/mentoring' }],
    narrow: true,
    step: acts ? stepOf(asked, sheet) : undefined,
    version: t('charter.version', { number: shown.number }),
    lines: shown.lines.map((line) => lineModel(asked, sheet, { line, version: shown, acts })),
    signatures: signaturesOf(asked, sheet, shown),
    whoSees: t('charter.who', { names }),
    asking: isOld ? [] : askingOf(asked, sheet),
    own: acts ? ownAsking(asked, sheet, problems) : undefined,
    versions: versionsOf(asked, sheet, shown),
  });
}

const done = ['signed', 'changed', 'asking'] as const;

function bannerOf({ t, query }: Asked): Banner | undefined {
  if (query.problem !== undefined && /^(changed|fixed|full|apart|left|staff)$/.test(query.problem)) {
    return { tone: 'warn', text: t(`charter.refused.${query.problem}`) };
  }
  const said = done.find((one) => one === query.done);
  return said === undefined ? undefined : { tone: 'good', text: t(`charter.done.${said}`) };
}

function ledeOf(asked: Asked, sheet: CharterSheet, isOld: boolean): string {
  const { t, format, visit } = asked;
  const names = namesIn(asked, sheet);
  if (isOld) return t('charter.old');
  if (sheet.pair.closed) return t(`charter.closed.${sheet.pair.closed}`, { names });
  if (stateOf(sheet, visit.personId) !== 'toSign') return t('charter.lede');
  return sheet.dueAt ? t('charter.due', { date: format.date(sheet.dueAt) }) : t('charter.asked');
}

function stepOf(asked: Asked, sheet: CharterSheet): CharterModel['step'] {
  const { t, visit, format, now } = asked;
  const { charter, current, pair } = sheet;
  if (stateOf(sheet, visit.personId) !== 'toSign') return undefined;
  const signed = pair.partners.flatMap((person) => {
    const signature = signatureOf(charter, person.personId, current);
    return signature ? [{ name: person.name, at: signature.at }] : [];
  });
  const [first] = signed;
  return {
    eyebrow: first && t('charter.step.signed', { name: first.name, time: moment(format, first.at, now) }),
    title: t('charter.step.title'),
    text: current.change ? t('charter.step.changed') : t('charter.step.text'),
    action: `${charterPath(pair.key)}/sign`,
    words: wordsOf(current),
  };
}

function lineModel(
  asked: Asked,
  sheet: CharterSheet,
  { line, version, acts }: { line: CharterLine; version: Version; acts: boolean },
): LineModel {
  const change = version.change?.lineId === line.id ? version.change : undefined;
  const fixed = line.open ? undefined : asked.t('charter.line.fixed');
  return {
    ...{ title: line.title, text: line.text, before: change?.before },
    note: change ? changeNote(asked, sheet, change, version.at) : fixed,
    changeHref: acts && line.open ? `${charterPath(sheet.pair.key)}/change/${line.id}` : undefined,
  };
}

function changeNote(asked: Asked, sheet: CharterSheet, { by, why }: NonNullable<Version['change']>, at: Date): string {
  const { t, visit, format, now } = asked;
  const partner = sheet.pair.partners.find(({ personId }) => personId === by);
  const who = by === visit.personId ? t('charter.line.byYou') : (partner?.name ?? t('charter.somebody'));
  const said = t('charter.line.changed', { who, time: moment(format, at, now) });
  return why === '' ? said : `${said} ${t('charter.line.why', { why })}`;
}

/** Also of those who signed and left. */
function signaturesOf(asked: Asked, { charter, pair }: CharterSheet, version: Version): CharterModel['signatures'] {
  const { t, visit, format, now } = asked;
  const people = [...pair.partners, { personId: visit.personId, name: t('charter.you') }];
  return people.map(({ personId, name }) => {
    const signature = signatureOf(charter, personId, version);
    if (!signature) return { name, chip: { tone: 'calm', text: t('charter.notYet') }, when: '' };
    const chip = { tone: 'good', icon: 'tick', text: t('charter.signed', { number: version.number }) } as const;
    return { name, chip, when: moment(format, signature.at, now) };
  });
}

function askingOf(asked: Asked, { charter, pair }: CharterSheet): CharterModel['asking'] {
  const { t, visit } = asked;
  const people = [...pair.partners, { personId: visit.personId, name: t('charter.you') }];
  return people.flatMap(({ personId, name }) => {
    const said = charter.asking[personId];
    return said ? [{ name, facts: askingFacts(asked, said) }] : [];
  });
}

export function askingFacts({ t }: Pick<Asked, 't'>, { when, how, within }: Asking): { label: string; text: string }[] {
  return [
    { label: t('charter.asking.when'), text: when },
    { label: t('charter.asking.how'), text: how },
    { label: t('charter.asking.within'), text: t(`charter.asking.speed.${within}`) },
  ];
}

function ownAsking(asked: Asked, { charter, pair }: CharterSheet, problems?: Problems): CharterModel['own'] {
  const { t, visit } = asked;
  const own = charter.asking[visit.personId];
  const isPosted = problems !== undefined && 'within' in { ...problems.posted, ...problems.byField };
  const form = fieldsFor(t, own ? { ...own } : { within: 'twoDays' }, isPosted ? problems : undefined);
  return {
    action: `${charterPath(pair.key)}/asking`,
    opens: t(own ? 'charter.asking.change' : 'charter.asking.say'),
    open: isPosted || !own,
    fields: [
      form.field('text', 'when', {
        label: t('charter.asking.whenLabel'),
        hint: t('charter.asking.whenHint'),
        maxLength: 200,
      }),
      form.field('text', 'how', {
        label: t('charter.asking.howLabel'),
        hint: t('charter.asking.howHint'),
        maxLength: 200,
      }),
      form.field('radios', 'within', {
        label: t('charter.asking.withinLabel'),
        options: speeds.map((value) => ({ value, label: t(`charter.asking.speed.${value}`) })),
      }),
    ],
  };
}

function versionsOf({ t, format }: Asked, { charter, pair }: CharterSheet, shown: Version): CharterModel['versions'] {
  if (charter.versions.length < 2) return [];
  return charter.versions
    .filter(({ number }) => number !== shown.number)
    .map(({ number, at }) => ({
      href: `${charterPath(pair.key)}/versions/${number}`,
      label: t('charter.versionOf', { number, date: format.date(at) }),
    }));
}
