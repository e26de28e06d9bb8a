/** The one score of a pair that must never be; every table is made with it, and it is below all that is compared. */
export const FORBIDDEN = -1;
