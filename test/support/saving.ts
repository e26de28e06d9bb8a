/** Whoever saves a setup in a test that is about something else. */
export const saving = { by: 'tess', at: new Date('2026-11-23T09:00:00Z') };
