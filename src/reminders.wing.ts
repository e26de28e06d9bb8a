/** Where what is due and what waits shows up: the calendar, and reminders in Tandem and by e-mail. */
import type { Connection } from 'mongoose';
import type { Feature } from './feature.js';
import { calendarFeature } from './reminders/calendar.feature.js';
import { remindersFeature } from './reminders/reminders.feature.js';

export const separableReminders = ['calendar', 'reminders'] as const;

type NeedsOf<Front extends (connection: Connection, needs: never) => unknown> = Parameters<Front>[1];

interface Needs
  extends
    Omit<NeedsOf<typeof remindersFeature>, 'publicUrl' | 'person' | 'roster'>,
    Pick<NeedsOf<typeof calendarFeature>, 'kept'> {
  config: NeedsOf<typeof remindersFeature>['config'] & { PUBLIC_URL: string };
  roster: NeedsOf<typeof remindersFeature>['roster'] &
    NeedsOf<typeof calendarFeature>['roster'] & { person: NeedsOf<typeof remindersFeature>['person'] };
  without: readonly string[];
}

export function remindersWing(connection: Connection, { kept, without, ...needs }: Needs) {
  const { roster, dates, config } = needs;
  const publicUrl = config.PUBLIC_URL;
  const withs = <Brought>(name: (typeof separableReminders)[number], compose: () => Brought): Partial<Brought> =>
    without.includes(name) ? {} : compose();
  const { calendar, ...feed } = withs('calendar', () =>
    calendarFeature(connection, { kept, roster, dates, publicUrl }),
  );
  const reminded = withs('reminders', () =>
    remindersFeature(connection, { ...needs, publicUrl, person: roster.person }),
  );
  const { unsubscribing, hear, mailFacts, ...told } = reminded;
  const features: readonly Feature[] = [feed, told];
  const reader = calendar?.reader ?? (() => Promise.resolve(undefined));
  return { features, services: { calendar, unsubscribing }, reader, hear, mailFacts };
}
