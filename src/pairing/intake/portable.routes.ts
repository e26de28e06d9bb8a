import { Forbidden, NotFound } from '../../shared/errors.js';
import { textOf } from '../../shared/text-file.js';
import { problem, type Problems } from '../../web/forms.js';
import { download, goTo, show, type Reply } from '../../web/reply.js';
import { get, post, postFile, type Asked, type Route } from '../../web/routing.js';
import type { UploadedFile } from '../../web/uploads.js';
import type { IntakeService } from './intake.service.js';
import { confirmView, loadView } from './load.view.js';
import { portableFrom, profileFileAtMost, profileFileForm, profileLoadForm } from './portable.forms.js';

/** What a learner said in one course, taken along to another one by themselves. */
export function portableRoutes(intake: IntakeService): Route[] {
  const page = (asked: Asked, problems?: Problems): Promise<Reply> =>
    Promise.resolve(show(loadView(asked, problems), problems ? 422 : 200));

  return [
    get('/profile/file', 'takePart', async ({ visit }) => {
      const file = await intake.portable(visit);
      if (!file) throw new NotFound();
      return download('my-profile.json', 'application/json', JSON.stringify(file, undefined, 2));
    }),
    get('/profile/load', 'takePart', (asked) => page(asked)),
    postFile('/profile/load', 'takePart', profileFileAtMost, {
      schema: profileFileForm,
      async accept(asked) {
        const text = textIn(asked.file);
        const file = text === undefined ? undefined : portableFrom(text);
        if (!file) return page(asked, problem({}, 'file', `intake.load.${asked.file ? 'unreadable' : 'none'}`));
        const { loaded, sheet } = await intake.tried(asked.visit, file);
        return show(confirmView(asked, sheet, { loaded, text: JSON.stringify(file) }));
      },
      refuse: page,
    }),
    post('/profile/load/save', 'takePart', {
      schema: profileLoadForm,
      async accept(asked) {
        if (asked.visit.preview) throw new Forbidden('preview');
        const file = portableFrom(asked.answers.profile);
        if (!file) return page(asked, problem({}, 'file', 'intake.load.unreadable'));
        const saved = await intake.saveLoaded(asked.visit, file, asked.now);
        return saved.ok ? goTo('/profile?done=saved') : page(asked, problem({}, 'file', 'intake.form.stale'));
      },
      refuse: page,
    }),
  ];
}

function textIn(file: UploadedFile | undefined): string | undefined {
  const found = file && !file.isCut ? textOf(file.bytes) : undefined;
  return found?.ok ? found.text : undefined;
}
