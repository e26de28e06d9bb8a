import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { settings } from '../src/config.js';

/** One Markdown row a setting: name, default of development, meaning. */
export function settingsTable(): string {
  const file = join(import.meta.dirname, '../config/default.json');
  const defaults = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  const rows = Object.entries(settings.shape).map(([name, schema]) => {
    const known = name === 'ENCRYPTION_KEY' ? 'a public key, refused in production' : defaults[name];
    const shown =
      known === undefined ? '' : name === 'ENCRYPTION_KEY' ? String(known) : `\`${[known].flat().join(', ')}\``;
    return `| \`${name}\` | ${shown} | ${schema.description ?? ''} |`;
  });
  return ['| setting | default | meaning |', '| --- | --- | --- |', ...rows, ''].join('\n');
}
