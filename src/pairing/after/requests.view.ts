import { fieldsFor, type Problems } from '../../web/forms.js';
import type { Banner, Page } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { namesOf, type Names } from '../shown/names.view.js';
import { formPage } from '../shown/pages.view.js';
import type { OwnPair, RequestSheet } from './requests.service.js';

export function requestView(asked: Asked, sheet: RequestSheet, problems?: Problems): Page {
  const { t, format, visit } = asked;
  const names = namesOf(t, format, sheet.people);
  const others = ({ pair }: OwnPair) => othersText(asked, names, pair.members);
  const open = sheet.pairs.filter(({ asked: done }) => !done);
  const waiting = sheet.pairs.filter((own) => own.asked);
  const [first] = open;
  const form = fieldsFor(t, { pairId: open.length === 1 && first ? first.pair.pairId : '' }, problems);
  return formPage({
    title: t('after.ask.title'),
    lede: t('after.ask.lede'),
    problems: form.summary,
    banner: bannerOf(asked),
    narrow: true,
    text: stateText(asked, sheet, others),
    action: '/another-partner',
    fields: [],
    questions: [
      form.field('radios', 'pairId', {
        label: t('after.ask.pair'),
        options: open.map((own) => ({ value: own.pair.pairId, label: others(own) })),
      }),
      form.field('textarea', 'reason', {
        label: t('after.ask.reason'),
        optional: true,
        maxLength: 1000,
        private: true,
      }),
    ],
    whoSees: t('after.ask.who'),
    button: open.length > 0 && !visit.preview ? t('after.ask.button') : undefined,
    others: [
      ...waiting.map((own) => ({
        label: t('after.ask.takeBack', { name: others(own) }),
        action: '/another-partner/take-back',
        fields: [{ name: 'pairId', value: own.pair.pairId }],
      })),
      { label: t('after.back'), href: '/mentoring', tone: 'quiet' },
    ],
  });
}

function bannerOf({ t, query }: Asked): Banner | undefined {
  const word = ['asked', 'takenBack'].find((done) => done === query.done);
  return word === undefined ? undefined : { tone: 'good', text: t(`after.ask.done.${word}`) };
}

function stateText(
  { t, format, now }: Asked,
  { pairs }: RequestSheet,
  others: (own: OwnPair) => string,
): string | undefined {
  if (pairs.length === 0) return t('after.ask.none');
  const [first] = [...pairs].sort((one, other) => one.from.getTime() - other.from.getTime());
  const early = first && first.from > now ? t('after.ask.early', { date: format.date(first.from) }) : undefined;
  const asked = pairs.filter((own) => own.asked).map((own) => t('after.ask.waits', { name: others(own) }));
  const told = [...asked, ...(early === undefined ? [] : [early])];
  return told.length === 0 ? undefined : told.reduce((one, other) => t('pairing.sentences', { one, other }));
}

function othersText({ format, visit }: Asked, names: Names, members: readonly string[]): string {
  return format.list(members.filter((member) => member !== visit.personId).map(names.name));
}
