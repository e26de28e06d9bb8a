/** From a stored row to the person that others see. */
import { shortCode } from '../shared/ids.js';
import type { PersonRow } from './people.store.js';
import type { Person } from './person.js';
import { hueOf, initialsOf, nameShown, roleOf } from './roster.rules.js';

/** @param nameless what somebody without a name is called: "Learner 7F3" */
export function personMapper(nameless: (code: string) => string) {
  return (row: PersonRow): Person => {
    const code = shortCode(row._id);
    const { name } = nameShown(row);
    return {
      personId: row._id,
      courseId: row.courseId,
      externalId: row.externalId,
      name: name ?? nameless(code),
      initials: name === undefined ? code.slice(0, 2) : initialsOf(name),
      hue: hueOf(row._id),
      role: roleOf(row),
      status: row.status,
      ...(row.timeZone !== undefined && { timeZone: row.timeZone }),
      ...(row.locale !== undefined && { locale: row.locale }),
      ...(row.groupIds !== undefined && { groupIds: row.groupIds }),
    };
  };
}
