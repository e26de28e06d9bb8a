import { newId } from '../../shared/ids.js';
import { problem, type Problems } from '../../web/forms.js';
import { placeInList } from '../../web/paging.js';
import { may } from '../../web/permissions.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Asked, type Route } from '../../web/routing.js';
import { letterForm } from './letters.forms.js';
import type { LettersService } from './letters.service.js';
import { lettersPath, mineView, sentView, writePath, writeView } from './letters.view.js';

const shownAtOnce = 20;

export function lettersRoutes(letters: LettersService): Route[] {
  async function sent(asked: Asked): Promise<Reply> {
    const { courseId } = asked.visit;
    const count = await letters.count(courseId);
    const place = placeInList(count, shownAtOnce, { path: lettersPath, asked: asked.query.page });
    const some = await letters.sent(courseId, { skip: place.skip, limit: shownAtOnce });
    return show(sentView(asked, { ...some, count, place }));
  }

  /** What is shown counts as read from then on. */
  async function mine(asked: Asked): Promise<Reply> {
    const { visit, now, query } = asked;
    const all = await letters.mine(visit);
    const place = placeInList(all.length, shownAtOnce, { path: lettersPath, asked: query.page });
    const some = all.slice(place.skip, place.skip + shownAtOnce);
    const read = some.map(({ letter }) => letter);
    if (!visit.preview && read.length > 0) await letters.read(visit, read, now);
    return show(mineView(asked, some, place));
  }

  async function write(asked: Asked, problems?: Problems): Promise<Reply> {
    const { courseId } = asked.visit;
    const posted = problems?.posted.to;
    const wanted = idsIn(typeof posted === 'string' ? posted : asked.query.to);
    // What was typed for somebody who left meanwhile stays beside the reason.
    const people = problems ? letters.known(courseId, wanted) : letters.here(courseId, wanted);
    const [to, learners] = await Promise.all([people, letters.learners(courseId)]);
    // Those it was for have left: to write to everybody instead is not what was meant.
    if (wanted.length > 0 && to.length === 0) return goTo(`${lettersPath}?done=gone`);
    return show(writeView(asked, { to, learners, once: newId() }, problems), problems ? 422 : 200);
  }

  return [
    get(lettersPath, 'enter', (asked) => (may(asked.visit.role, 'coordinate') ? sent(asked) : mine(asked))),
    get(writePath, 'coordinate', (asked) => write(asked)),
    post(writePath, 'coordinate', {
      schema: letterForm,
      async accept(asked) {
        const { visit, answers, now, posted } = asked;
        const done = await letters.write(visit, { ...answers, to: idsIn(answers.to) }, now);
        return done.ok
          ? goTo(`${lettersPath}?done=sent`)
          : write(asked, problem(posted, 'text', 'letters.form.nobody'));
      },
      refuse: write,
    }),
  ];
}

function idsIn(text = ''): string[] {
  return text.split('.').filter((id) => id !== '');
}
