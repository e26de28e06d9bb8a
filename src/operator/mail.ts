/** What became of letters, for whoever runs the mail server. */
export interface MailFacts {
  hasMail: boolean;
  /** Addresses that took no letter, the last first. */
  refused: readonly { platformId: string; address?: string; refused?: { at: Date; reply: string } }[];
  /** How many of the last days are in which state. */
  states: ReadonlyMap<string, number>;
}
