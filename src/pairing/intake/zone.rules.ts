/** Whose clock somebody's hours are on. */
import { failure, success, type Result } from '../../shared/result.js';
import { zonesMeant } from '../../shared/zones.js';

/**
 * A city goes before the zone that stood on the page; of several that it may mean, one was chosen.
 * @param locale of the page
 */
export function zoneSaid(
  { city, timeZone }: { city: string; timeZone: string | undefined },
  locale: string,
): Result<string | undefined, 'unknown' | 'several'> {
  if (city === '') return success(timeZone);
  const meant = zonesMeant(city, locale);
  if (timeZone !== undefined && meant.includes(timeZone)) return success(timeZone);
  if (meant.length > 1) return failure('several');
  return meant[0] === undefined ? failure('unknown') : success(meant[0]);
}
