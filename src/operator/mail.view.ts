/** Letters of the last seven days, and the addresses that take none: to be mended in Moodle. */
import type { MailFacts } from './mail.js';
import type { Listing, Said } from './said.js';

export function mailListing({ t, format }: Said, { hasMail, refused, states }: MailFacts): Listing {
  const count = (state: string) => format.number(states.get(state) ?? 0);
  const facts = t('operator.mail.text', {
    ...{ sent: count('sent'), waiting: count('waiting'), unknown: count('sending') },
    ...{ refused: count('refused'), gaveUp: count('gaveUp') },
  });
  const heading = t('operator.mail.heading');
  return {
    ...{ id: 'mail', heading, text: hasMail ? facts : t('operator.mail.off') },
    table:
      refused.length === 0
        ? undefined
        : {
            caption: heading,
            hasActions: false,
            columns: ['address', 'reply', 'at'].map((column) => ({ label: t(`operator.mail.${column}`) })),
            rows: refused.map(({ address, refused: why }) => ({
              title: address ?? t('operator.mail.gone'),
              cells: [{ text: why?.reply ?? '' }, { text: why ? format.dateTime(why.at) : '' }],
            })),
          },
    empty: t('operator.mail.empty'),
  };
}
