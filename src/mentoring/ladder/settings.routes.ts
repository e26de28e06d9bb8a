import { after, day } from '../../shared/clock.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Asked, type Route } from '../../web/routing.js';
import { parseForm, type Posted, type Problems } from '../../web/forms.js';
import { triedAt, triedIn } from '../../web/tried.js';
import { settingsForm } from './ladder.forms.js';
import type { LadderService } from './ladder.service.js';
import { settingsPath, settingsView } from './settings.view.js';

const looksBack = 60;

export function settingsRoutes(ladder: Pick<LadderService, 'settingsOf' | 'saveSettings' | 'lookBack'>): Route[] {
  async function page(asked: Asked, problems?: Problems): Promise<Reply> {
    const settings = await ladder.settingsOf(asked.visit.courseId);
    return show(settingsView(asked, { settings }, problems), problems ? 422 : 200);
  }

  /** What the answers in the address would have called for lately. */
  async function tried(asked: Asked, posted: Posted): Promise<Reply> {
    const parsed = parseForm(settingsForm, posted);
    if (!parsed.ok) return page(asked, parsed.problems);
    const { courseId } = asked.visit;
    const span = { from: after(asked.now, -looksBack * day), until: asked.now };
    const calls = await ladder.lookBack(courseId, parsed.answers, { span, now: asked.now });
    const preview = { wanted: calls.wanted.length, now: calls.now.length, days: looksBack };
    return show(settingsView(asked, { settings: await ladder.settingsOf(courseId), preview, typed: posted }));
  }

  return [
    get(settingsPath, 'configure', (asked) => {
      const posted = triedIn(asked.query);
      return posted ? tried(asked, posted) : page(asked);
    }),
    post(settingsPath, 'configure', {
      schema: settingsForm,
      async accept(asked) {
        const { visit, answers, posted } = asked;
        const { do: wanted, ...chosen } = answers;
        if (wanted === 'save') {
          await ladder.saveSettings(visit.courseId, chosen);
          return goTo(`${settingsPath}?done=saved`);
        }
        const path = triedAt(settingsPath, posted);
        return path === undefined ? tried(asked, posted) : goTo(path);
      },
      refuse: page,
    }),
  ];
}
