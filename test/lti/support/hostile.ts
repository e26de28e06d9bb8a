/** Two platforms, one of them with two clients, and a tool: hostile senders try theirs against it. */
import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import type { JWTHeaderParameters, JWTPayload } from 'jose';
import type { Launch } from '../../../src/lti/gateway.js';
import { useStore } from '../../support/store.js';
import { logIn, visit, type LoggedIn, type ToolAnswer } from './browser.js';
import { clientId, startTinyPlatform, type TinyPlatform } from './tiny-platform.js';
import { startTool, type TestTool } from './tool.js';

export interface HostileWorld {
  readonly platform: TinyPlatform;
  readonly other: TinyPlatform;
  readonly tool: TestTool;
  /** Milliseconds that the tool's clock is ahead. */
  shift: number;
  begin(client?: string): Promise<LoggedIn>;
  post(token: string, login: LoggedIn): Promise<ToolAnswer>;
  /** "let in", or the code it was refused with; anything else fails the test. */
  launch(change: (claims: JWTPayload) => JWTPayload, header?: Partial<JWTHeaderParameters>): Promise<string>;
  last(): Launch;
}

export function useHostileWorld(): HostileWorld {
  const store = useStore();
  let started: { platform: TinyPlatform; other: TinyPlatform; tool: TestTool } | undefined;

  function parts() {
    if (!started) throw new Error('the world is there only inside tests');
    return started;
  }

  const world: HostileWorld = {
    get platform() {
      return parts().platform;
    },
    get other() {
      return parts().other;
    },
    get tool() {
      return parts().tool;
    },
    shift: 0,
    begin: (client = clientId) => logIn(parts().tool, parts().platform.url, client),
    post: (token, login) =>
      visit(parts().tool.launch, {
        fields: { id_token: token, state: login.state },
        headers: { cookie: login.cookie },
      }),
    async launch(change, header = {}) {
      const { tool, platform } = parts();
      const login = await world.begin();
      const before = tool.launches.length;
      const token = await platform.sign(change(platform.claims(tool.url, login.nonce)), header);
      const { status } = await world.post(token, login);
      const isIn = status === 303;
      expect(tool.launches).toHaveLength(isIn ? before + 1 : before);
      expect({ status, refused: status >= 400 && status < 500 }).toEqual({ status, refused: !isIn });
      return isIn ? 'let in' : (tool.failures.at(-1)?.code ?? '');
    },
    last() {
      const launched = parts().tool.launches.at(-1);
      if (!launched) throw new Error('nobody launched');
      return launched;
    },
  };

  beforeAll(async () => {
    const [platform, other] = [await startTinyPlatform(), await startTinyPlatform()];
    const clock = () => new Date(Date.now() + world.shift);
    const tool = await startTool(store.connection(), { clock, failuresPerMinute: 100_000 });
    await tool.gateway.platforms.register(platform.registration());
    await tool.gateway.platforms.register({ ...platform.registration(), clientId: 'client-2', deploymentIds: ['2'] });
    await tool.gateway.platforms.register(other.registration());
    started = { platform, other, tool };
  });
  afterAll(async () => {
    await started?.tool.close();
    await started?.other.close();
    await started?.platform.close();
  });
  afterEach(() => {
    expect(parts().tool.errors).toEqual([]);
  });
  return world;
}
