import { z } from 'zod';
import { answers, longestBreak, longestInvitation, longestWait } from '../words/invitation.js';

const id = z.string().min(1).max(100);

export const answerForForm = z.strictObject({ invitationId: id, personId: id, answer: z.enum(answers) });

const whole = (key: string, least: number, most: number) =>
  z.coerce.number({ error: key }).int(key).min(least, key).max(most, key);

export const afterForm = z.strictObject({
  invitationHours: whole('invitations.form.hours', 1, longestInvitation),
  next: z.enum(['invite', 'ask'], { error: 'invitations.form.next' }),
  changeAfterWeeks: whole('invitations.form.weeks', 0, longestWait),
  longestPause: whole('pause.form.longest', 1, longestBreak),
});
