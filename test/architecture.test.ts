import { describe, expect, test } from '@jest/globals';
import { breachesIn, roleOf, sourcesUnder, type Source } from './support/sources.js';

const sources = sourcesUnder('src');
/** Ground floors, which know no feature, with what each may import; the rest are wings of features. */
const floors: Readonly<Record<string, RegExp>> = {
  shared: /^src\/shared\//,
  kept: /^src\/(shared|kept)\//,
  web: /^src\/(shared|kept|web)\//,
  lti: /^src\/(shared|lti)\//,
  jobs: /^src\/(shared|jobs)\//,
  matching: /^src\/(shared|matching)\//,
  'embedded-mongo': /^src\/embedded-mongo\//,
  sandbox: /^src\/(shared|sandbox)\//,
  home: /^src\/(shared|kept|web|home)\//,
  reminders: /^src\/(shared|kept|web|reminders)\//,
};
const wings = ['course', 'mentoring'];

/** A folder of a wing, a room of the pairing counting as all of it; undefined on the ground floors. */
function featureOf(path: string): string | undefined {
  const [, first = '', second = ''] = path.split('/');
  if (first.endsWith('.ts') || first in floors || first === 'commands') return undefined;
  if (wings.includes(first) || second === 'intake') return `${first}/${second}`;
  return first;
}

/** What a file of this role may import as a value from its own feature. */
const ownRoles: Readonly<Record<string, readonly string[]>> = {
  noun: ['noun'],
  rules: ['noun', 'rules'],
  forms: ['noun', 'rules', 'forms'],
  view: ['noun', 'rules', 'forms', 'view'],
  store: ['noun', 'rules', 'store'],
  service: ['noun', 'rules', 'forms', 'store', 'service'],
  home: ['noun', 'rules', 'view'],
  story: ['noun', 'rules', 'view'],
  feature: ['noun', 'rules', 'forms', 'view', 'store', 'service', 'jobs', 'routes', 'home', 'story', 'feature'],
  worker: ['noun', 'rules'],
  jobs: ['noun', 'rules', 'service', 'jobs'],
  routes: ['noun', 'rules', 'forms', 'view', 'service', 'routes'],
  router: ['noun', 'rules', 'forms', 'view', 'service', 'router'],
};

const breaches = (check: (source: Source) => string[]) => breachesIn(sources, check);

describe('import direction', () => {
  test('inside a feature: rules <- view, store, forms <- service <- routes', () => {
    const found = breaches((source) => {
      const feature = featureOf(source.path);
      if (!feature) return [];
      return source.imports
        .filter((line) => line.own && !line.typeOnly && featureOf(line.target) === feature)
        .filter((line) => !ownRoles[roleOf(source.path)]?.includes(roleOf(line.target)))
        .map((line) => `imports ${line.target}`);
    });
    expect(found).toEqual([]);
  });

  test('one feature reads the nouns, rules and views of another, and its forms; of its service and store only types', () => {
    const found = breaches((source) => {
      const feature = featureOf(source.path);
      if (!feature) return [];
      return source.imports
        .filter((line) => line.own && !line.typeOnly)
        .filter((line) => featureOf(line.target) !== undefined && featureOf(line.target) !== feature)
        .filter((line) => !['noun', 'rules', 'forms', 'view'].includes(roleOf(line.target)))
        .map((line) => `imports the code of ${line.target}`);
    });
    expect(found).toEqual([]);
  });

  test('the ground floors know no feature, features nothing of lti but its types', () => {
    const found = breaches((source) => {
      const folder = source.path.split('/')[1] ?? '';
      const pattern = floors[folder];
      return source.imports
        .filter((line) => line.own)
        .filter((line) => (pattern ? !pattern.test(line.target) && !isGatewayType(line, folder) : false))
        .map((line) => `imports ${line.target}`);
    });
    const reaching = breaches((source) =>
      source.imports
        .filter((line) => featureOf(source.path) !== undefined && line.target.startsWith('src/lti/'))
        .filter((line) => !(line.typeOnly && line.target === 'src/lti/gateway.ts'))
        .map((line) => `imports ${line.target}`),
    );
    expect([...found, ...reaching]).toEqual([]);
  });

  function isGatewayType(line: { target: string; typeOnly: boolean }, folder: string): boolean {
    return folder === 'web' && line.typeOnly && line.target === 'src/lti/gateway.ts';
  }

  test('no two sibling folders import each other, types included, at any depth', () => {
    const arrows = new Set<string>();
    for (const { path, imports } of sources) {
      for (const { target } of imports.filter(({ own }) => own)) arrows.add(siblings(path, target));
    }
    const both = [...arrows].filter((arrow) => {
      const [from = '', to = ''] = arrow.split(' -> ');
      return from < to && arrows.has(`${to} -> ${from}`);
    });
    expect(both).toEqual([]);
  });

  /** The folders (or a file) beside each other in which the two stand: `src/course/grades -> src/course/roster`. */
  function siblings(from: string, to: string): string {
    const [one, other] = [from.split('/'), to.split('/')];
    const apart = one.findIndex((name, index) => name !== other[index]);
    return `${one.slice(0, apart + 1).join('/')} -> ${other.slice(0, apart + 1).join('/')}`;
  }

  test('only the list of features opens front doors, through its parts for course, mentoring and reminders; a room of the pairing is opened by its own', () => {
    const found = breaches((source) =>
      source.imports
        .filter((line) => line.own && line.target.endsWith('.feature.ts') && source.path !== 'src/services.ts')
        .filter((line) => !(source.path === 'src/pairing/pairing.feature.ts' && line.target.startsWith('src/pairing/')))
        .filter((line) => !(source.path === 'src/mentoring.wing.ts' && line.target.startsWith('src/mentoring/')))
        .filter((line) => !(source.path === 'src/reminders.wing.ts' && line.target.startsWith('src/reminders/')))
        .filter((line) => !(source.path === 'src/course.wing.ts' && line.target.startsWith('src/course/')))
        .map((line) => `imports ${line.target}`),
    );
    expect(found).toEqual([]);
  });

  test('the list of features is one screen', () => {
    const list = sources.find(({ path }) => path === 'src/services.ts');
    expect((list?.text.split('\n').length ?? 0) - 1).toBeLessThanOrEqual(120);
  });

  test('nothing but its own entry points starts the sandbox', () => {
    const found = breaches((source) =>
      source.path.startsWith('src/sandbox/')
        ? []
        : source.imports
            .filter((line) => line.target.startsWith('src/sandbox/'))
            .map((line) => `imports ${line.target}`),
    );
    expect(found).toEqual([]);
  });
});

describe('purity', () => {
  const impureModules = /^(node:(?!crypto$|net$)|express$|mongoose$|pino$|ejs$|passport|node-cron$)/;
  const impureWords =
    /\b(Date\.now\(|new Date\(\)|Math\.random\(|process\.(env|on|exit|hrtime|cwd)|fetch\(|setTimeout\(|console\.(log|warn|error))/;

  test('rules and views read no clock, no chance, no file, no network', () => {
    const found = breaches((source) => {
      const pure = ['rules', 'view'].includes(roleOf(source.path)) || source.path.startsWith('src/matching/');
      if (!pure || /^src\/matching\/worker\.ts$/.test(source.path)) return [];
      const modules = source.imports.filter((line) => !line.typeOnly && impureModules.test(line.target));
      const word = impureWords.exec(source.text);
      return [...modules.map((line) => `imports ${line.target}`), ...(word ? [`says ${word[0]}`] : [])];
    });
    expect(found).toEqual([]);
  });

  test('time and chance are arguments everywhere but in the clock itself and at the edges', () => {
    const edges = /^src\/(shared\/clock\.ts|main\.ts|startup\.ts|lti\/|web\/log\.ts|embedded-mongo\/|sandbox\/)/;
    const found = breaches((source) =>
      edges.test(source.path)
        ? []
        : [...source.text.matchAll(/\b(Date\.now\(|new Date\(\)|Math\.random\()/g)].map((m) => m[0]),
    );
    expect(found).toEqual([]);
  });
});

describe('one place for each library', () => {
  const places: Readonly<Record<string, RegExp>> = {
    ltijs: /^src\/lti\//,
    jose: /^src\/(lti|sandbox)\//,
    ejs: /^src\/(web\/render\.ts|sandbox\/)/,
    i18next: /^src\/web\/texts\.ts$/,
    pino: /^src\/web\/log\.ts$/,
    helmet: /^src\/web\/security\.ts$/,
    passport: /^src\/web\/sign-in\.ts$/,
    'passport-local': /^src\/web\/sign-in\.ts$/,
    'node-cron': /^src\/jobs\/timetable\.ts$/,
    '@fastify/busboy': /^src\/web\/uploads\.ts$/,
    'markdown-it': /^src\/web\/written\.ts$/,
    compression: /^src\/app\.ts$/,
    'http-link-header': /^src\/lti\/link-header\.ts$/,
    'temporal-polyfill': /^src\/shared\/local-time\.ts$/,
    bson: /^src\/(embedded-mongo\/|shared\/packed\.ts$)/,
    'ical-generator': /^src\/reminders\//,
    'nodemailer/lib/smtp-connection': /^src\/reminders\/smtp\.ts$/,
    'nodemailer/lib/mail-composer': /^src\/reminders\/smtp\.ts$/,
    'nodemailer/lib/shared': /^src\/reminders\/smtp\.ts$/,
    mongoose:
      /(\.store\.ts|\.feature\.ts|^src\/database\.ts|^src\/(services|foundations)\.ts|^src\/lti\/.*|^src\/jobs\/(leases|runner|outcomes)\.ts)$/,
    'd3-scale': /^src\/web\/chart\.ts$/,
    'd3-shape': /^src\/web\/chart\.ts$/,
    express: /^src\/(app\.ts|web\/|lti\/|sandbox\/|operator\/|reminders\/)/,
    zod: /(\.forms\.ts|^src\/config\.ts|^src\/web\/forms\.ts|^src\/lti\/.*|^src\/sandbox\/.*|\.settings\.ts|\.rules\.ts)$/,
  };

  test('is kept', () => {
    const found = breaches((source) =>
      source.imports
        .filter((line) => places[line.target] !== undefined && !places[line.target]?.test(source.path))
        .filter((line) => !line.typeOnly)
        .map((line) => `imports ${line.target}`),
    );
    expect(found).toEqual([]);
  });

  test('config.ts and the entry points alone read the environment', () => {
    const found = breaches((source) =>
      /^src\/(config|main|commands\/[\w-]+|sandbox\/(main|demo))\.ts$/.test(source.path) ||
      !/process\.env/.test(source.text)
        ? []
        : ['reads process.env'],
    );
    expect(found).toEqual([]);
  });

  test('only grades and progress talk to the gradebook', () => {
    const found = breaches((source) =>
      /^src\/(lti|course\/grades|course\/progress)\//.test(source.path)
        ? []
        : [...source.text.matchAll(/\.(submitScore|createLineItem)\(/g)].map((match) => `calls ${match[0]}`),
    );
    expect(found).toEqual([]);
  });
});
