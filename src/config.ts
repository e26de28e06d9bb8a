/** The only reader of the environment. Defaults are in `config/*.json`; the environment wins; zod says what is valid. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const developmentKey = Buffer.alloc(32, 'development only').toString('base64');
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')]);
const list = z.union([
  z.array(z.string()),
  z.string().transform((value) =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  ),
]);

function isKey(value: string): boolean {
  return z.base64().safeParse(value).success && Buffer.from(value, 'base64').length === 32;
}

/** Every setting with its meaning; the README's table is made from this. */
export const settings = z.strictObject({
  NODE_ENV: z
    .enum(['development', 'test', 'production'])
    .describe('Which `config/<name>.json` is read over the defaults.'),
  PORT: z.coerce.number().int().min(0).max(65_535).describe('Port to listen on.'),
  HOST: z.string().min(1).describe('Address to listen on.'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http(s) address' })
    .transform((value) => value.replace(/\/$/, ''))
    .describe('Address browsers and Moodle reach Tandem at, without a path.'),
  TRUST_PROXY: z.coerce
    .number()
    .int()
    .min(0)
    .describe('Number of proxies in front whose X-Forwarded headers are believed.'),
  MONGODB_URI: z.string().optional().describe('A MongoDB to use instead of the embedded store.'),
  DATA_DIR: z.string().min(1).describe('Folder of the embedded store.'),
  STORE_SERVED_HERE: flag.describe(
    'Whether this process serves the embedded store when nobody does; with `false` it waits for the one that does (`npm run store`).',
  ),
  ENCRYPTION_KEY: list
    .refine((keys) => keys.length > 0 && keys.every(isKey), 'must be 32 bytes in base64, or several with commas')
    .describe(
      'Encrypts private keys at rest: 32 random bytes in base64 (`openssl rand -base64 32`). Several, with commas, to change it: the first encrypts, all decrypt.',
    ),
  PLATFORM_HOSTS_ALLOWED: list.describe(
    'Hosts of Moodles inside a private network that may register, separated by commas.',
  ),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
    .describe('Least severe level that is logged.'),
  GRADE_CALLS_PER_PLATFORM: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .describe('Scores sent at once to one Moodle, which is somebody’s shared server.'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'must be an smtp(s) address' })
    .optional()
    .describe(
      'Mail server for reminders: `smtp://user:password@host:587` or `smtps://…`. Without it no mail is sent and no address is stored.',
    ),
  MAIL_FROM: z.email().optional().describe('Address that reminders come from; needed with `SMTP_URL`.'),
  JOBS: flag.describe('Whether this process runs the scheduled jobs.'),
});

export type Config = Readonly<z.infer<typeof settings>>;

/** Lists every problem at once; `main` prints it and ends. */
export class ConfigProblem extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The settings are not usable:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
    this.name = 'ConfigProblem';
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** @param folder where `default.json` is. Empty variables count as unset. */
export function loadConfig(environment: Environment, folder: string): Config {
  const name = environment.NODE_ENV ?? 'development';
  const known = Object.keys(settings.shape);
  const given: Environment = Object.fromEntries(
    known.map((key) => [key, environment[key]] as const).filter(([, value]) => value),
  );
  const outcome = settings.safeParse({
    ...readJson(join(folder, 'default.json')),
    ...readJson(join(folder, `${name}.json`)),
    ...given,
    NODE_ENV: name,
  });
  const problems = outcome.success ? wrongTogether(outcome.data) : outcome.error.issues.map(sentence);
  if (!outcome.success || problems.length > 0) throw new ConfigProblem(problems);
  return Object.freeze(outcome.data);
}

function readJson(file: string): Record<string, unknown> {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>) : {};
}

function sentence(issue: z.core.$ZodIssue): string {
  return `${issue.path.join('.') || 'settings'}: ${issue.message}`;
}

function wrongTogether(config: z.infer<typeof settings>): string[] {
  const isHalf = (config.SMTP_URL === undefined) !== (config.MAIL_FROM === undefined);
  return [...(isHalf ? ['SMTP_URL, MAIL_FROM: set both, or neither'] : []), ...unsafeInProduction(config)];
}

function unsafeInProduction(config: z.infer<typeof settings>): string[] {
  if (config.NODE_ENV !== 'production') return [];
  const problems: string[] = [];
  if (config.ENCRYPTION_KEY.includes(developmentKey))
    problems.push('ENCRYPTION_KEY: the development key is public, make one of your own');
  if (!config.PUBLIC_URL.startsWith('https://')) problems.push('PUBLIC_URL: must be https in production');
  return problems;
}
