import { after, day } from '../../shared/clock.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Asked, type Route } from '../../web/routing.js';
import type { Problems } from '../../web/forms.js';
import { settingsForm } from './ladder.forms.js';
import type { LadderService } from './ladder.service.js';
import { settingsPath, settingsView } from './settings.view.js';

const looksBack = 60;

export function settingsRoutes(ladder: Pick<LadderService, 'settingsOf' | 'saveSettings' | 'lookBack'>): Route[] {
  async function page(asked: Asked, problems?: Problems): Promise<Reply> {
    const settings = await ladder.settingsOf(asked.visit.courseId);
    return show(settingsView(asked, { settings }, problems), problems ? 422 : 200);
  }

  return [
    get(settingsPath, 'configure', (asked) => page(asked)),
    post(settingsPath, 'configure', {
      schema: settingsForm,
      async accept(asked) {
        const { visit, answers, now, posted } = asked;
        const { do: wanted, ...chosen } = answers;
        if (wanted === 'save') {
          await ladder.saveSettings(visit.courseId, chosen);
          return goTo(`${settingsPath}?done=saved`);
        }
        const span = { from: after(now, -looksBack * day), until: now };
        const calls = await ladder.lookBack(visit.courseId, chosen, { span, now });
        const preview = { wanted: calls.wanted.length, now: calls.now.length, days: looksBack };
        const settings = await ladder.settingsOf(visit.courseId);
        return show(settingsView(asked, { settings, preview, typed: posted }));
      },
      refuse: page,
    }),
  ];
}
