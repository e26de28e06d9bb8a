import type { Problems } from '../../web/forms.js';
import { problem } from '../../web/forms.js';
import { download, goTo, show, type Reply } from '../../web/reply.js';
import { get, post, postFile, type Answered, type Asked, type Route } from '../../web/routing.js';
import type { UploadedFile } from '../../web/uploads.js';
import { textOf, type TextRead } from '../../shared/text-file.js';
import type { ImportsService } from './imports.service.js';
import { importView } from './imports.view.js';
import { fileForm, importForm, pairsForm } from './lists.forms.js';
import type { ListsService } from './lists.service.js';
import { listsView, type ListProblems } from './lists.view.js';

const csv = 'text/csv; charset=utf-8';
/** Bytes: some 20,000 pairs by name. */
const fileAtMost = 1024 * 1024;

export function listRoutes({ lists, imports }: { lists: ListsService; imports: ImportsService }): Route[] {
  return [...downloads(lists), ...listIn(imports)];
}

function downloads(lists: ListsService): Route[] {
  return [
    get('/pairing/lists/pairs', 'coordinate', async ({ visit }) =>
      download('pairs.csv', csv, await lists.pairs(visit.courseId)),
    ),
    get('/pairing/lists/people', 'coordinate', async ({ visit }) =>
      download('people.csv', csv, await lists.people(visit.courseId)),
    ),
    get('/pairing/lists/groups', 'coordinate', async ({ visit, t }) =>
      download('groups.csv', csv, await lists.groups(visit.courseId, t('lists.grouping'))),
    ),
  ];
}

function listIn(imports: ImportsService): Route[] {
  const page = (asked: Asked, found: ListProblems = {}): Promise<Reply> =>
    Promise.resolve(show(listsView(asked, found), Object.keys(found).length > 0 ? 422 : 200));
  const refuse = (asked: Asked, problems: Problems) => page(asked, { problems });

  /** A file that cannot be taken in comes back as text to be mended, as far as it is text. */
  async function read(asked: Answered<unknown>, text: string, about?: FileRead): Promise<Reply> {
    const reading = await imports.readList(asked.visit, { text, ...(about && { file: about }) }, asked.now);
    if (reading.ok) return goTo('/pairing/lists/read');
    const key = reading.bad.length > 0 ? 'lists.form.lines' : 'lists.form.pairs';
    return page(asked, { problems: problem({ pairs: text }, 'pairs', key), bad: reading.bad, ...(about && { about }) });
  }

  return [
    get('/pairing/lists', 'coordinate', (asked) => page(asked)),
    post('/pairing/lists', 'coordinate', {
      schema: pairsForm,
      accept: (asked) => read(asked, asked.answers.pairs),
      refuse,
    }),
    postFile('/pairing/lists/file', 'coordinate', fileAtMost, {
      schema: fileForm,
      async accept(asked) {
        const { file } = asked;
        const found = fileText(file);
        if (!file || !found?.ok) return refuse(asked, problem({}, 'file', `lists.file.${wrongWith(file, found)}`));
        return read(asked, found.text, { name: file.name.slice(0, 200), lettering: found.lettering });
      },
      refuse,
    }),
    get('/pairing/lists/read', 'coordinate', async (asked) => {
      const sheet = await imports.sheet(asked.visit, asked.now);
      return sheet ? show(importView(asked, sheet)) : goTo('/pairing/lists');
    }),
    post('/pairing/lists/import', 'coordinate', {
      schema: importForm,
      async accept(asked) {
        const done = await imports.importRead(asked.visit, asked.answers, asked.now);
        return goTo(done ? '/pairing/draft?done=imported' : '/pairing/lists/read?done=changed');
      },
      refuse,
    }),
  ];
}

type FileRead = { name: string; lettering: Extract<TextRead, { ok: true }>['lettering'] };

function fileText(file: UploadedFile | undefined): TextRead | undefined {
  return file && !file.isCut ? textOf(file.bytes) : undefined;
}

function wrongWith(file: UploadedFile | undefined, found: TextRead | undefined): string {
  if (!file) return 'none';
  if (file.isCut) return 'tooLarge';
  return found?.ok === false ? found.why : 'binary';
}
