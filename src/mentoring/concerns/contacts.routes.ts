import { NotFound } from '../../shared/errors.js';
import { emptyForm, problem, type Problems } from '../../web/forms.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Answered, type Asked, type Route } from '../../web/routing.js';
import { contactForm, helpForm, type ContactAnswers } from './contacts.forms.js';
import type { ContactsService } from './contacts.service.js';
import { contactsPath, contactsView, contactView } from './contacts.view.js';

export function contactsRoutes(contacts: ContactsService): Route[] {
  async function page(asked: Asked, problems?: Problems): Promise<Reply> {
    return show(contactsView(asked, await contacts.known(asked.visit.courseId), problems), problems ? 422 : 200);
  }

  async function one(asked: Asked, problems?: Problems): Promise<Reply> {
    const { courseId } = asked.visit;
    const { contactId } = asked.params;
    const [help, staff] = await Promise.all([contacts.known(courseId), contacts.staff(courseId)]);
    const contact = help.contacts.find((known) => known.contactId === contactId);
    if (contactId !== undefined && !contact) throw new NotFound();
    return show(contactView(asked, { help, staff, contact }, problems), problems ? 422 : 200);
  }

  async function save(asked: Answered<ContactAnswers>): Promise<Reply> {
    const refused = await contacts.saveContact(asked.visit.courseId, asked.answers, asked.params.contactId);
    if (refused === undefined) return goTo(`${contactsPath}?done=saved`);
    return one(asked, problem(asked.posted, 'who', `concerns.contacts.form.${refused}`));
  }

  return [
    get(contactsPath, 'configure', (asked) => page(asked)),
    post(contactsPath, 'configure', {
      schema: helpForm,
      async accept({ visit, answers }) {
        await contacts.saveHelp(visit.courseId, answers);
        return goTo(`${contactsPath}?done=saved`);
      },
      refuse: page,
    }),
    get(`${contactsPath}/new`, 'configure', (asked) => one(asked)),
    post(`${contactsPath}/new`, 'configure', { schema: contactForm, accept: save, refuse: one }),
    get(`${contactsPath}/one/:contactId`, 'configure', (asked) => one(asked)),
    post(`${contactsPath}/one/:contactId`, 'configure', { schema: contactForm, accept: save, refuse: one }),
    post(`${contactsPath}/one/:contactId/remove`, 'configure', {
      schema: emptyForm,
      async accept({ visit, params }) {
        await contacts.removeContact(visit.courseId, params.contactId ?? '');
        return goTo(`${contactsPath}?done=removed`);
      },
      refuse: (asked) => one(asked),
    }),
  ];
}
