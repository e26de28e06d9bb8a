import type { LtiGateway } from './gateway.js';
import { createDeepLinks } from './deep-links.js';
import { createFailures } from './failures.store.js';
import { createGradebook } from './gradebook.js';
import { createGuard } from './guard.js';
import { createHandshakes } from './handshake.js';
import { createKeyRotation } from './key-rotation.js';
import { createKeyring } from './keyring.js';
import { createLaunchHandlers } from './launch-handlers.js';
import { createLtiIndexes, ltiModels } from './lti.models.js';
import { startLtijs } from './ltijs-host.js';
import { createMemberships } from './memberships.js';
import { mountGateway } from './mount.js';
import { defaultTool, toolAddresses, toolSettings, type GatewayOptions } from './options.js';
import { createOutgoing } from './outgoing.js';
import { createPlatformRegistry } from './platforms.js';
import { createPlugin } from './plugin.js';
import { createRegistration } from './registration.js';
import { createRegistrationLinks } from './registration-links.js';
import { createServiceClient } from './service-client.js';
import { createToolKeys } from './tool-keys.js';
import { createVault } from '../shared/vault.js';

/** ltijs is one per process, so is the gateway: a second one in a process throws PROVIDER_ALREADY_SETUP. */
export async function createGateway(options: GatewayOptions): Promise<LtiGateway> {
  const { connection, clock, logger, development, allowedPrivateHosts } = options;
  const addresses = toolAddresses(options.publicUrl);
  const policy = { development, allowedPrivateHosts: allowedPrivateHosts.map((host) => host.toLowerCase()) };
  const models = ltiModels(connection);
  await createLtiIndexes(models);
  const outgoing = createOutgoing(policy);
  const vault = createVault(options.encryptionKeys);
  const toolKeys = createToolKeys(models, vault, clock);
  const registry = createPlatformRegistry({ models, toolKeys, policy, clock });
  const keys = createKeyRotation({ models, toolKeys, vault, clock, forget: () => registry.forget() });
  const plugin = createPlugin(registry, toolKeys);
  const handshakes = createHandshakes(models, clock);
  const keyring = createKeyring(outgoing, clock, logger);
  const guard = createGuard({ registry, handshakes, keyring, plugin, addresses, clock });
  const links = createRegistrationLinks(models, addresses, clock);
  const registration = createRegistration({
    links,
    registry,
    outgoing,
    policy,
    addresses,
    tool: options.tool ?? defaultTool,
  });
  const handlers = createLaunchHandlers({ guard, handshakes, registration, options });
  const ltijsApp = await startLtijs(plugin, addresses, handlers);
  const failures = createFailures(models, clock, logger);
  const client = createServiceClient({ registry, toolKeys, outgoing, clock });
  return {
    mount: (app) => mountGateway(app, { guard, ltijsApp, failures, options }),
    onLaunch: (handler) => handlers.decideWith(handler),
    platforms: registry.api,
    registrationLinks: { create: links.create, open: links.open, withdraw: links.withdraw },
    keys,
    toolSettings: toolSettings(addresses, options.tool ?? defaultTool),
    ...createMemberships(client),
    ...createGradebook(client),
    deepLinkResponse: createDeepLinks(registry, toolKeys, addresses),
    failures: failures.failures,
    close: () => {
      outgoing.close();
      return Promise.resolve();
    },
  };
}
