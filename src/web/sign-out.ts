/** Ends a visit by hand: on a computer that others use. */
import { emptyForm } from './forms.js';
import { pageOf, type PageModel, type PageOf } from './page.js';
import { goTo, show } from './reply.js';
import { get, post, type Route } from './routing.js';
import type { VisitStore } from './visit.store.js';

const signOutPage: PageOf<PageModel> = pageOf('web/sign-out');

/** After it the address says that the visit is over, and why. */
export const signOutPath = '/sign-out';

export function signOutRoutes({ visits }: { visits: Pick<VisitStore, 'signOut'> }): Route[] {
  return [
    get(signOutPath, 'enter', ({ t }) =>
      Promise.resolve(show(signOutPage({ title: t('web.signOut.title'), lede: t('web.signOut.lede'), narrow: true }))),
    ),
    post(signOutPath, 'enter', {
      schema: emptyForm,
      accept: async ({ visit }) => {
        await visits.signOut(visit);
        return goTo(signOutPath);
      },
      refuse: () => Promise.resolve(goTo(signOutPath)),
    }),
  ];
}
