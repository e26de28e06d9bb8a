import { cardOf, type HomeContribution, type PersonNow, type Step } from '../../home/home.js';
import type { PartnerLines } from '../mentorships/partner-lines.js';
import type { Asked } from '../../web/routing.js';
import { stateOf, unsignedBy } from './charter.rules.js';
import type { CharterService, CharterSheet } from './charter.service.js';
import { askingFacts, charterPath, namesIn } from './charter.view.js';
import { unsignedRows } from './unsigned.view.js';

interface CharterCard {
  rows: readonly {
    href: string;
    title: string;
    text: string;
  }[];
}

const charterCard = cardOf<CharterCard>('more', '/mentoring/charter/card');

/** To sign, and how partners may be asked; for teachers what is not signed. */
export function charterHome(charters: Pick<CharterService, 'running' | 'waiting'>): HomeContribution {
  return {
    async work(asked) {
      return unsignedRows(asked, await charters.waiting(asked.visit.courseId, asked.now));
    },

    async own(asked) {
      const open = (await charters.running(asked.visit)).filter(({ pair }) => !pair.closed);
      if (open.length === 0) return {};
      const rows = open.map((sheet) => ({
        href: charterPath(sheet.pair.key),
        title: asked.t('charter.title', { names: namesIn(asked, sheet) }),
        text: standingText(asked, sheet),
      }));
      return {
        steps: open.flatMap((sheet) => signStep(asked, sheet)),
        cards: [charterCard({ rows })],
        people: open.flatMap((sheet) => unsignedWith(asked, sheet)),
      };
    },
  };
}

function standingText({ t, format, visit }: Asked, sheet: CharterSheet): string {
  const awaited = unsignedBy(sheet);
  const names = format.list(
    sheet.pair.partners.filter((one) => awaited.includes(one.personId)).map(({ name }) => name),
  );
  return t(`charter.home.${stateOf(sheet, visit.personId)}`, { count: awaited.length, names });
}

/** Owed from the first day; where it was changed after one has signed, somebody waits for it. */
function signStep(asked: Asked, sheet: CharterSheet): Step[] {
  const { t, visit, format } = asked;
  if (stateOf(sheet, visit.personId) !== 'toSign') return [];
  const names = namesIn(asked, sheet);
  const { dueAt, charter, current } = sheet;
  const isAgain = charter.signatures.some(({ personId }) => personId === visit.personId);
  const word = isAgain || current.change ? 'changed' : dueAt ? 'due' : 'asked';
  return [
    {
      order: isAgain ? 'awaited' : dueAt ? 'due' : 'ongoing',
      title: t(isAgain ? 'charter.home.signAgain' : 'charter.home.sign', { names }),
      text: t(`charter.home.text.${word}`, { date: dueAt ? format.date(dueAt) : '' }),
      action: { label: t('charter.home.button'), href: charterPath(sheet.pair.key) },
      ...(dueAt && { dueAt }),
    },
  ];
}

/** Whoever waits for the reader's signature. */
function unsignedWith({ t, visit }: Asked, sheet: CharterSheet): PersonNow[] {
  if (stateOf(sheet, visit.personId) !== 'toSign') return [];
  return sheet.pair.partners.map(({ personId, name, initials, hue }) => ({
    ...{ personId, name, avatar: { initials, hue }, need: 'due' as const },
    text: t('charter.home.row'),
    action: { label: t('charter.home.button'), href: charterPath(sheet.pair.key) },
  }));
}

/** When and how a partner may be asked, and how fast they answer: before where and when they are reached. */
export function askingLines(charters: Pick<CharterService, 'askingOf'>): PartnerLines {
  return async (asked, partnerId) => {
    const said = await charters.askingOf(asked.visit, partnerId);
    return said ? askingFacts(asked, said) : [];
  };
}
