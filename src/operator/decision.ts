/** What operators did, kept so that another can see who decided what, and when. */
export const deeds = [
  'approved',
  'stopped',
  'joined',
  'registered',
  'keys_rotated',
  'link_made',
  'link_made_approved',
  'link_withdrawn',
] as const;

export type Deed = (typeof deeds)[number];

export interface Decision {
  at: Date;
  operator: string;
  deed: Deed;
  /** What it was done to, in words for people: a platform's name, client id and deployment. */
  about: string;
}
