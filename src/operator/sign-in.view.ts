import { fieldsFor, type FieldModel, type Problems } from '../web/forms.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../web/page.js';
import { shortestPassword } from './operator.forms.js';
import type { Said } from './said.js';

interface SecretFormModel extends PageModel {
  action: string;
  /** Absent on the page that sets a password. */
  name?: FieldModel | undefined;
  password: { label: string; hint?: string | undefined; problem?: string | undefined; autocomplete: string };
  send: string;
}

const secretFormPage: PageOf<SecretFormModel> = pageOf('operator/secret-form');

export function signInPage({ t }: Said, problems?: Problems): Page {
  const fields = fieldsFor(t, {}, problems);
  const wrong = problems?.byField.password;
  return secretFormPage({
    title: t('operator.signIn.title'),
    narrow: true,
    problems: fields.summary,
    action: '/operator/sign-in',
    name: fields.field('text', 'name', { label: t('operator.signIn.name') }),
    password: {
      label: t('operator.signIn.password'),
      problem: wrong && t(wrong.key, wrong.values),
      autocomplete: 'current-password',
    },
    send: t('operator.signIn.send'),
  });
}

export function passwordPage(
  { t }: Said,
  { name, action }: { name: string; action: string },
  problems?: Problems,
): Page {
  const wrong = problems?.byField.password;
  return secretFormPage({
    title: t('operator.password.title', { name }),
    narrow: true,
    problems: fieldsFor(t, {}, problems).summary,
    action,
    password: {
      label: t('operator.password.label'),
      hint: t('operator.password.hint', { minimum: shortestPassword }),
      problem: wrong && t(wrong.key, wrong.values),
      autocomplete: 'new-password',
    },
    send: t('operator.password.send'),
  });
}
