/** A hint about words that say little: each text once, by its beginning where it is long. */
import type { Banner } from '../web/page.js';
import type { Asked } from '../web/routing.js';
import type { OpenReview } from './reviewing.service.js';
import { vagueIn } from './vague.rules.js';

/** UTF-16 units of a vague text that the hint repeats. */
const quotedAtMost = 60;

export function nudgeOf({ t, format, query }: Asked, { content, wasSent }: OpenReview): Banner | undefined {
  const vague = content && query.nudge !== undefined ? [...new Set(vagueIn(content))] : [];
  if (vague.length === 0) return undefined;
  const words = format.list(vague.map((text) => t('peer-review.nudge.quoted', { text: shortened(text) })));
  const hint = t('peer-review.nudge.text', { words, count: vague.length });
  return { tone: 'info', text: `${t(wasSent ? 'peer-review.nudge.sentBefore' : 'peer-review.nudge.unsent')} ${hint}` };
}

/** Enough of it to find it again. */
function shortened(text: string): string {
  return text.length > quotedAtMost ? `${text.slice(0, quotedAtMost).replace(/[\uD800-\uDBFF]$/, '')}…` : text;
}
