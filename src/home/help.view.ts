/** A page of help for one sort of reader. */
import { pageOf, type Page, type PageModel, type PageOf } from '../web/page.js';
import { may, type Role } from '../web/permissions.js';
import type { Asked } from '../web/routing.js';
import { readers, type HelpEntry, type Reader } from '../web/help.js';
import type { Link } from './home.js';

interface HelpModel extends PageModel {
  entries: readonly { title: string; text: string; link: Link | undefined }[];
  others: readonly Link[];
}

const helpPage: PageOf<HelpModel> = pageOf('home/help');

/** Staff help everybody, so they may read what everybody reads. */
export function readersFor(role: Role): readonly Reader[] {
  return may(role, 'coordinate') ? readers : ['learner', 'mentor'];
}

export function helpView(asked: Asked, reader: Reader, all: readonly HelpEntry[]): Page {
  const { t, visit } = asked;
  const entries = all.filter((entry) => entry.for.includes(reader)).sort((one, other) => one.at - other.at);
  return helpPage({
    title: t(`home.help.${reader}.title`),
    lede: t(`home.help.${reader}.lede`),
    tab: '/help',
    narrow: true,
    entries: entries.map(({ title, text, link }) => ({
      title: t(title),
      text: t(text),
      link: link && may(visit.role, link.permission) ? { label: t(link.label), href: link.path } : undefined,
    })),
    others: readersFor(visit.role)
      .filter((one) => one !== reader)
      .map((one) => ({ label: t(`home.help.${one}.title`), href: `/help/${one}` })),
  });
}
