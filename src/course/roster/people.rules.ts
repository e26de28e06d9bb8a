/** From a stored row to the person that others see. */
import { besideRows } from '../../shared/beside-rows.js';
import { frozen } from '../../shared/frozen.js';
import { shortCode } from '../../shared/ids.js';
import { unpackRows } from '../../shared/packed.js';
import type { PersonRow } from './people.store.js';
import type { Membership } from './membership.js';

import { hueOf, initialsOf, mayBecomeLearner, mayBecomeStaff, nameShown, roleOf } from './roster.rules.js';
import { takesPartHere, type Basics, type PackedPeople, type Person } from './person.js';
import type { WhoMay } from './who-may.js';
import { mayBeBy } from './who-may.rules.js';

/** @param nameless what somebody without a name is called: "Learner 7F3" */
export function basicsMapper(nameless: (code: string) => string) {
  return (row: PersonRow): Basics => {
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
      ...zoneOf(row),
      ...(row.locale !== undefined && { locale: row.locale }),
      ...(row.groupIds !== undefined && { groupIds: row.groupIds }),
    };
  };
}

export function personMapper(nameless: (code: string) => string, word: WhoMay) {
  const basicsOf = basicsMapper(nameless);
  const mayBeOf = mayBeBy(word);
  return (row: PersonRow): Person => {
    const { role, groupIds, ...basics } = basicsOf(row);
    const known = { role, ...(groupIds && { groupIds }) };
    const { saidMayBe } = row;
    return frozen({ ...basics, ...known, mayBe: mayBeOf({ ...known, ...(saidMayBe && { saidMayBe }) }) });
  };
}

/** The row of a person on the roster page. */
export function membershipOf(row: PersonRow, person: Person): Membership {
  const { joinedAt, groupsKnownAt } = row;
  const missing = row.absences > 0;
  const may = { mayBecomeLearner: mayBecomeLearner(row), mayBecomeStaff: mayBecomeStaff(row) };
  return frozen({
    ...{ ...person, nameFrom: nameShown(row).source, ...may, missing, joinedAt },
    opened: row.launchRole !== undefined,
    ...(groupsKnownAt && { groupsKnownAt }),
  });
}

function zoneOf({ saidZone, timeZone }: PersonRow): Pick<Person, 'timeZone'> {
  const zone = saidZone ?? timeZone;
  return zone === undefined ? {} : { timeZone: zone };
}

/** Learners who have launched nothing: among them are the non-editing teachers whom the roster calls learners. */
export const unopenedAmong = besideRows((members: readonly Membership[]): readonly Person[] =>
  Object.freeze(members.filter(({ role, opened }) => role === 'learner' && !opened)),
);

/** Stands for the code in {@link PackedPeople.nameless}. */
export const codeHere = '{code}';

/** Those who take part and are here, in the order of the roster. */
export function thoseTakingPart({ rows, nameless, whoMay }: PackedPeople): Person[] {
  const toPerson = personMapper((code) => nameless.replace(codeHere, code), whoMay);
  return unpackRows<PersonRow>(rows).map(toPerson).filter(takesPartHere).sort(byName);
}

/** As people count: Learner 2 before Learner 10. */
const alphabet = new Intl.Collator('en', { numeric: true });

export function byName(one: Basics, other: Basics): number {
  return alphabet.compare(one.name, other.name) || (one.personId < other.personId ? -1 : 1);
}
