import { z } from 'zod';

export const shortestPassword = 12;

export const signInForm = z.strictObject({
  name: z.string().trim().min(1, 'operator.signIn.nameMissing').max(100),
  password: z.string().min(1, 'operator.signIn.passwordMissing').max(200),
});

export const passwordForm = z.strictObject({
  password: z.string().min(shortestPassword, 'operator.password.tooShort').max(200),
});

export const registrationLinkForm = z.strictObject({
  approved: z.enum(['yes', 'no'], 'operator.link.choose'),
});
