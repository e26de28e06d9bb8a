/** The server of the load benchmark from outside: started, asked, ended; and launches into it as a browser makes them. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientId, type TinyPlatform } from '../../test/lti/support/tiny-platform.js';
import { send, type Answer } from './http.js';
import { root } from './load-build.js';

export interface Server {
  url: string;
  ask<Told>(probe: string): Promise<Told>;
  stop(): Promise<void>;
}

export interface Place {
  /** The compiled server. */
  script: string;
  /** Of the store. */
  directory: string;
  platform: TinyPlatform;
}

/** What `npm start` tells Node: the memory of the server is bounded as an operator's is. */
function startFlags(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } };
  return scripts.start.split(' ').filter((word) => word.startsWith('--'));
}

/** @param how `counted` counts store calls, and is not for timing */
export async function startServer({ script, directory, platform }: Place, how: 'counted' | 'timed'): Promise<Server> {
  const child = spawn(process.execPath, [...startFlags(), script, directory, platform.url, how], {
    stdio: ['pipe', 'pipe', 'inherit'],
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
    void ended.then(() => reject(new Error('The server did not start')));
  });
  return {
    url,
    async ask<Told>(probe: string) {
      const { status, body } = await send(`${url}/probe/${probe}`);
      if (status !== 200) throw new Error(`${probe}: ${body}`);
      return JSON.parse(body) as Told;
    },
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Somebody who is in the course. */
export interface Inside {
  visitUrl: string;
  cookie: string;
}

const asFrame = { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'same-origin' };
const membership = 'http://purl.imsglobal.org/vocab/lis/v2/membership';
const claim = 'https://purl.imsglobal.org/spec/lti/claim';

/** What the page says, without its frame. */
function wordsOf({ body }: Answer): string {
  const main = /<main[^]*/.exec(body)?.[0] ?? body;
  return main.replaceAll(/<[^>]*>|\s+/g, ' ').slice(0, 900);
}

/** Throws where the server answers with less than a page or the way on. */
export async function ask({ visitUrl, cookie }: Inside, path: string, form?: Record<string, string>): Promise<Answer> {
  const answer = await send(`${visitUrl}${path}`, { cookie, headers: asFrame, ...(form && { form }) });
  if (answer.status !== (form ? 303 : 200)) {
    throw new Error(`${path} answers ${String(answer.status)}: ${wordsOf(answer)}`);
  }
  return answer;
}

/** Login, launch, and the ways on to the first page, which is not read. */
export async function launch(
  { url }: Pick<Server, 'url'>,
  platform: TinyPlatform,
  { person, kind = 'mentoring' }: { person: string; kind?: string },
): Promise<Inside> {
  const target = `${url}/lti/launch`;
  const login = await send(`${url}/lti/login`, {
    form: {
      ...{ iss: platform.url, client_id: clientId, login_hint: person, target_link_uri: target },
      ...{ lti_message_hint: '{"cmid":4,"launchid":"x"}', lti_deployment_id: '1' },
    },
  });
  const asked = new URL(login.location).searchParams;
  const token = await platform.sign({
    ...platform.claims(url, asked.get('nonce') ?? ''),
    ...{ sub: person, name: `Person ${person}` },
    [`${claim}/roles`]: [`${membership}#${person === 'tess' ? 'Instructor' : 'Learner'}`],
    [`${claim}/resource_link`]: { id: kind, title: kind, description: '' },
    [`${claim}/custom`]: { kind },
  });
  const jar = new Map<string, string>();
  const keep = ({ cookie }: Answer) => {
    for (const pair of cookie.split('; ')) if (pair !== '') jar.set(pair.split('=')[0] ?? '', pair);
  };
  const cookies = () => [...jar.values()].join('; ');
  keep(login);
  let answer = await send(target, {
    ...{ form: { id_token: token, state: asked.get('state') ?? '' }, cookie: cookies() },
    headers: { ...asFrame, 'sec-fetch-site': 'cross-site' },
  });
  for (let hop = 0; hop < 4; hop += 1) {
    keep(answer);
    const visit = /^\/s\/[\w-]+/.exec(answer.location === '' ? '' : new URL(answer.location, url).pathname);
    if (visit) return { visitUrl: `${url}${visit[0]}`, cookie: cookies() };
    if (answer.location === '') break;
    answer = await send(new URL(answer.location, url).href, { cookie: cookies(), headers: asFrame });
  }
  throw new Error(`The launch ends with ${String(answer.status)}: ${wordsOf(answer)}`);
}
