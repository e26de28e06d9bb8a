/** Everything a person may be allowed inside a visit; the whole policy of who may what is this table. */
export type Role = 'teacher' | 'assistant' | 'learner';

/**
 * - `enter`: anybody with a visit
 * - `takePart`: learners, for what they do themselves
 * - `coordinate`: staff, for what concerns everybody. Moodle's launch cannot tell a non-editing teacher (assistant)
 *   from an editing one; the roster can, and both coordinate.
 * - `configure`: settings of an activity
 */
export type Permission = 'enter' | 'takePart' | 'coordinate' | 'configure';

const allowed: Record<Role, readonly Permission[]> = {
  teacher: ['enter', 'coordinate', 'configure'],
  assistant: ['enter', 'coordinate'],
  learner: ['enter', 'takePart'],
};

export function may(role: Role, permission: Permission): boolean {
  return allowed[role].includes(permission);
}
