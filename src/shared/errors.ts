/** A promise of ours that cannot be kept: the error page prints its sentence, the log its code. */
export class AppError extends Error {
  constructor(
    readonly status: number,
    /** Stable snake_case word, part of the interface; the page's text is `errors.<code>`. */
    readonly code: string,
    readonly values: Readonly<Record<string, string | number>> = {},
    options?: ErrorOptions,
  ) {
    super(code, options);
    this.name = 'AppError';
  }
}

/** The store does not answer: nobody's fault who asks, and over soon. */
export class StoreAway extends AppError {
  constructor(options?: ErrorOptions) {
    super(503, 'store_away', {}, options);
  }
}

export class NotFound extends AppError {
  constructor(code = 'not_found') {
    super(404, code);
  }
}

export class Forbidden extends AppError {
  constructor(code = 'forbidden') {
    super(403, code);
  }
}

/** What may have changed in a course between a page and what was sent from it. */
export const conflictCodes = [
  'already_fresh',
  'choice_gone',
  'choices_closed',
  'draft_changed',
  'invitation_over',
  'kind_already_chosen',
  'reviewing_started',
  'undo_over',
] as const;

export class Conflict extends AppError {
  constructor(code: string) {
    super(409, code);
  }
}
