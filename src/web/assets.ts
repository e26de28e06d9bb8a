/** Style, script and icon under `/assets/<content hash>/<name>`: immutable for browsers, compressed once. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Request, RequestHandler, Response } from 'express';

export interface Assets {
  /** Address of a file: `asset('tandem.css')`. Throws on a name that is not one of ours. */
  asset: (name: string) => string;
  /** Mount at the root; passes on what is neither the icon nor under `/assets/`. */
  handler: RequestHandler;
}

type Encoding = 'br' | 'gzip' | 'identity';

/** One file in the forms it can be sent in; compressing happens at the first use. */
interface AssetFile {
  name: string;
  hash: string;
  body(encoding: Encoding): Buffer;
}

/** What the build adds to a file's name for each compressed form. */
const suffixes: Readonly<Record<Encoding, string>> = { br: '.br', gzip: '.gz', identity: '' };

/** In our order of liking, not the browser's: all of them name gzip first. */
const compressions = ['br', 'gzip'] as const;

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

const here = dirname(fileURLToPath(import.meta.url));
/** `dist/assets`, beside the compiled `dist/web`; there is no such folder beside the sources. */
const builtFolder = join(here, '../assets');
const sourceFolder = join(here, '../../assets');

/** The files of the build where there was one, else made from the sources. */
export function loadAssets(built = builtFolder): Assets {
  const files = existsSync(built) ? readBuilt(built) : fromSources();
  const byPath = new Map(files.map((file) => [addressOf(file), file]));
  const addresses = new Map(files.map((file) => [file.name, addressOf(file)]));
  return {
    asset(name) {
      const address = addresses.get(name);
      if (address === undefined) throw new Error(`No asset named ${name}`);
      return address;
    },
    handler(req, res, next) {
      if (req.path === iconPath) {
        sendIcon(files, req, res);
        return;
      }
      if (!req.path.startsWith('/assets/')) {
        next();
        return;
      }
      const file = byPath.get(req.path);
      if (file && (req.method === 'GET' || req.method === 'HEAD')) send(file, req, res);
      else res.status(file ? 405 : 404).end();
    },
  };
}

/** Bootstrap's reboot and utilities come first in the style sheet, in their mirrored edition for right-to-left. */
function fromSources(): AssetFile[] {
  const own = (name: string) => readFileSync(join(sourceFolder, name), 'utf8');
  const bootstrap = dirname(createRequire(import.meta.url).resolve('bootstrap/dist/css/bootstrap-reboot.min.css'));
  const styles = (edition: string) =>
    ['bootstrap-reboot', 'bootstrap-utilities']
      .map((part) => readFileSync(join(bootstrap, `${part}${edition}.min.css`), 'utf8'))
      .concat(own('tandem.css'))
      .join('\n')
      .replaceAll(/^\/\*# sourceMappingURL=.*$/gm, '');
  return [
    lazily('tandem.css', styles('')),
    lazily('tandem.rtl.css', styles('.rtl')),
    ...readdirSync(sourceFolder)
      .filter((name) => name !== 'tandem.css')
      .map((name) => lazily(name, own(name))),
  ];
}

function lazily(name: string, text: string): AssetFile {
  const plain = Buffer.from(text);
  const made = new Map<Encoding, Buffer>();
  const make: Record<Encoding, () => Buffer> = {
    identity: () => plain,
    gzip: () => gzipSync(plain, { level: constants.Z_BEST_COMPRESSION }),
    br: () => brotliCompressSync(plain),
  };
  return {
    name,
    hash: createHash('sha256').update(plain).digest('hex').slice(0, 16),
    body(encoding) {
      const body = made.get(encoding) ?? make[encoding]();
      made.set(encoding, body);
      return body;
    },
  };
}

/** Writes `<hash>/<name>`, `<name>.br` and `<name>.gz` for every file; yields their names. */
export function writeBuilt(folder: string): string[] {
  return fromSources().map((file) => {
    mkdirSync(join(folder, file.hash), { recursive: true });
    for (const encoding of ['identity', ...compressions] as const) {
      writeFileSync(join(folder, file.hash, `${file.name}${suffixes[encoding]}`), file.body(encoding));
    }
    return `${file.hash}/${file.name}`;
  });
}

function readBuilt(folder: string): AssetFile[] {
  return readdirSync(folder).flatMap((hash) =>
    readdirSync(join(folder, hash))
      .filter((name) => !/\.(br|gz)$/.test(name))
      .map((name) => {
        const read = (encoding: Encoding) => readFileSync(join(folder, hash, `${name}${suffixes[encoding]}`));
        const bodies = { br: read('br'), gzip: read('gzip'), identity: read('identity') };
        return { name, hash, body: (encoding: Encoding) => bodies[encoding] };
      }),
  );
}

function addressOf(file: AssetFile): string {
  return `/assets/${file.hash}/${file.name}`;
}

/** Platforms keep this address for years and show the picture in pages of their own. */
export const iconPath = '/icon.svg';

function sendIcon(files: readonly AssetFile[], req: Request, res: Response): void {
  const file = files.find(({ name }) => name === 'mark.svg');
  if (!file) throw new Error('No asset named mark.svg');
  res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  send(file, req, res, 'public, max-age=86400');
}

function send(file: AssetFile, req: Request, res: Response, caching = 'public, max-age=31536000, immutable'): void {
  const encoding = compressions.find((one) => req.acceptsEncodings([one]) === one) ?? 'identity';
  const body = file.body(encoding);
  res.setHeader('Content-Type', types[file.name.split('.').at(-1) ?? ''] ?? 'application/octet-stream');
  res.setHeader('Cache-Control', caching);
  res.setHeader('Vary', 'Accept-Encoding');
  if (encoding !== 'identity') res.setHeader('Content-Encoding', encoding);
  res.setHeader('Content-Length', body.byteLength);
  res.end(req.method === 'HEAD' ? undefined : body);
}
