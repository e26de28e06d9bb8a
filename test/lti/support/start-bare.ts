import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface BareLtijs {
  url: string;
  /** The exit code, once it ended. */
  exitCode(): number | null;
  cpuMilliseconds(): Promise<number>;
  probe(name: string, query?: Record<string, string>): Promise<{ result?: unknown; error?: string }>;
  stop(): Promise<void>;
}

export async function startBare(storeUri: string, issuer = ''): Promise<BareLtijs> {
  const script = fileURLToPath(new URL('./bare-ltijs.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, storeUri, issuer], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '' },
  });
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
    void ended.then(() => reject(new Error(`bare ltijs did not start: ${complaints}`)));
  });
  const probe: BareLtijs['probe'] = async (name, query = {}) => {
    const answer = await fetch(`${url}/probe/${name}?${new URLSearchParams(query).toString()}`, {
      signal: AbortSignal.timeout(20_000),
    });
    return (await answer.json()) as { result?: unknown; error?: string };
  };
  return {
    url,
    exitCode: () => child.exitCode,
    probe,
    cpuMilliseconds: async () => {
      const { user, system } = (await probe('cpu')).result as NodeJS.CpuUsage;
      return (user + system) / 1000;
    },
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await ended;
    },
  };
}
