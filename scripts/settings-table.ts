import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { settings } from '../src/config.js';

/** One Markdown row a setting: name, default of development, meaning. */
export function settingsTable(): string {
  const file = join(import.meta.dirname, '../config/default.json');
  const defaults = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string | number | boolean | string[]>;
  const rows = Object.entries(settings.shape).map(([name, schema]) => {
    const known = defaults[name];
    const text = Array.isArray(known) ? known.join(', ') : String(known ?? '');
    const shown = name === 'ENCRYPTION_KEY' ? 'a public key, refused in production' : text && `\`${text}\``;
    return `| \`${name}\` | ${shown} | ${schema.description ?? ''} |`;
  });
  return ['| setting | default | meaning |', '| --- | --- | --- |', ...rows, ''].join('\n');
}
