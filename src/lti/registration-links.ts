import { after, hour, type Clock } from '../shared/clock.js';
import { newSecret, secretHash } from '../shared/ids.js';
import type { RegistrationLinkList } from './gateway.js';
import type { LtiModels } from './lti.models.js';
import { LaunchRefused } from './launch-failures.js';
import type { ToolAddresses } from './options.js';

/** One-time addresses for Moodle's "Tool URL" box; only their hash is kept. */
export interface RegistrationLinks extends RegistrationLinkList {
  /** Uses the link up; of parallel users one succeeds. Throws {@link LaunchRefused}. */
  take(secret: string | undefined): Promise<{ approved: boolean; giveBack: () => Promise<void> }>;
}

export function createRegistrationLinks(models: LtiModels, addresses: ToolAddresses, clock: Clock): RegistrationLinks {
  return {
    async create({ approved, hours }) {
      const secret = newSecret();
      const createdAt = clock();
      const expiresAt = after(createdAt, hours * hour);
      const row = { _id: secretHash(secret), approved, used: false, createdAt, expiresAt };
      await models.registrationLinks.create(row);
      return { url: `${addresses.register}?link=${secret}`, expiresAt };
    },
    async open() {
      const rows = await models.registrationLinks.find({ used: false }).sort({ createdAt: -1 }).lean();
      const now = clock();
      return rows
        .filter(({ expiresAt }) => expiresAt > now)
        .map(({ _id, approved, createdAt, expiresAt }) => ({ linkId: _id, approved, createdAt, expiresAt }));
    },
    async withdraw(linkId) {
      await models.registrationLinks.deleteOne({ _id: linkId });
    },
    async take(secret) {
      const _id = secretHash(secret ?? '');
      const row = await models.registrationLinks
        .findOneAndUpdate({ _id, used: false }, { $set: { used: true } }, { returnDocument: 'before' })
        .lean();
      if (!row) {
        const used = await models.registrationLinks.exists({ _id });
        throw new LaunchRefused(used ? 'registration_link_used' : 'registration_link_invalid');
      }
      if (row.expiresAt <= clock()) throw new LaunchRefused('registration_link_expired');
      return {
        approved: row.approved,
        // What went wrong on the way to Moodle may be tried again with the same link.
        giveBack: async () => {
          await models.registrationLinks.updateOne({ _id }, { $set: { used: false } });
        },
      };
    },
  };
}
