import { z } from 'zod';
import { seenLine } from '../shared/seen.js';

export const shortestPassword = 12;

export const signInForm = z.strictObject({
  name: z.string().overwrite(seenLine).min(1, 'operator.signIn.nameMissing').max(100),
  password: z.string().min(1, 'operator.signIn.passwordMissing').max(200),
});

export const passwordForm = z.strictObject({
  password: z.string().min(shortestPassword, 'operator.password.tooShort').max(200),
});

export const registrationLinkForm = z.strictObject({
  approved: z.enum(['yes', 'no'], 'operator.link.choose'),
});

const id = z.string().min(1).max(100);

export const linkForm = z.strictObject({ link: id });

// Two ids in one choice: neither an id of ours nor a Moodle's deployment id is longer, and ours have no slash.
const tenant = z.string().regex(/^[\w-]{1,100}\/.{1,255}$/, 'operator.join.choose');

export const joinForm = z.strictObject({
  deployment: z.string('operator.join.chooseDeployment').min(1, 'operator.join.chooseDeployment').max(255),
  into: tenant,
  sure: z.literal('yes', 'operator.join.sureMissing'),
});

/** As {@link joinForm} has it. */
export function tenantKey({ platformId, deploymentId }: { platformId: string; deploymentId: string }): string {
  return `${platformId}/${deploymentId}`;
}

export function tenantFrom(key: string): { platformId: string; deploymentId: string } {
  const slash = key.indexOf('/');
  return { platformId: key.slice(0, slash), deploymentId: key.slice(slash + 1) };
}

export const moodleForm = z.strictObject({
  address: z
    .url({ protocol: /^https?$/, error: 'operator.manual.addressMissing' })
    .max(1000)
    .refine((value) => !/[?#]/.test(value), 'operator.manual.addressPlain'),
  clientId: z.string().overwrite(seenLine).min(1, 'operator.manual.clientIdMissing').max(255),
  deploymentId: z.string().overwrite(seenLine).min(1, 'operator.manual.deploymentIdMissing').max(255),
});
