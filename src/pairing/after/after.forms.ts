import { z } from 'zod';
import { endReasons } from '../words/history.js';
import { longestBreak, longestInvitation, longestWait } from '../words/invitation.js';
import { seenText } from '../../shared/seen.js';

const long = z.string().overwrite(seenText).max(1000);

export const placeForm = z.strictObject({
  placingId: z.string({ error: 'after.form.choice' }).min(1, 'after.form.choice').max(500),
});

export const moveForm = z.strictObject({
  draftId: z.string().min(1).max(100),
  revision: z.coerce.number().int().min(0),
  placingId: z.string({ error: 'after.form.choice' }).min(1, 'after.form.choice').max(500),
});

export const endForm = z.strictObject({
  reason: z.enum(endReasons, { error: 'after.form.reason' }),
  note: long.optional(),
  never: z.enum(['yes']).optional(),
});

export const changeForm = z.strictObject({
  pairId: z.string({ error: 'after.form.pair' }).min(1, 'after.form.pair').max(500),
  reason: long.optional(),
});

export const takeBackForm = z.strictObject({ pairId: z.string().min(1).max(500) });

const whole = (key: string, least: number, most: number) =>
  z.coerce.number({ error: key }).int(key).min(least, key).max(most, key);

export const afterForm = z.strictObject({
  invitationHours: whole('invitations.form.hours', 1, longestInvitation),
  next: z.enum(['invite', 'ask'], { error: 'invitations.form.next' }),
  changeAfterWeeks: whole('invitations.form.weeks', 0, longestWait),
  longestPause: whole('pause.form.longest', 1, longestBreak),
});
