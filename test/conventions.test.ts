/** What the linter cannot say of stores, templates and files. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { breachesIn, filesUnder, roleOf, root, sourcesUnder, type Source } from './support/sources.js';

const sources = sourcesUnder('src');
const breaches = (check: (source: Source) => string[]) => breachesIn(sources, check);

describe('stores', () => {
  /** Not inside one course, each for its reason. */
  const exceptions: Readonly<Record<string, string>> = {
    'src/operator/': 'the operator stands above courses',
    'src/web/visit.store.ts': 'a visit is found before its course is known',
    'src/reminders/calendar.store.ts': 'so is the reader of a calendar address',
    'src/reminders/readers.store.ts': 'what a person wishes of reminders holds in all courses of a platform',
    'src/reminders/messages.store.ts': 'so do the most that are said to them in a week',
  };
  const named = /^(due|find|upsert|courses?|claim)/;

  test('every function of a store takes the course first, but for the finders of jobs and the arrival', () => {
    const found = breaches((source) => {
      if (roleOf(source.path) !== 'store' || Object.keys(exceptions).some((path) => source.path.startsWith(path)))
        return [];
      return storeFunctions(source.tree)
        .filter(
          ({ name, first }) =>
            first !== 'courseId' &&
            !(named.test(name) && /^(due|upsertCourse|findCourse|coursesDue|courseOf)/.test(name)),
        )
        .map(({ name, first }) => `${name}(${first}, …)`);
    });
    expect(found).toEqual([]);
  });

  function storeFunctions(tree: ts.SourceFile): { name: string; first: string }[] {
    const found: { name: string; first: string }[] = [];
    const visitReturned = (node: ts.Node): void => {
      if (ts.isReturnStatement(node) && node.expression && ts.isObjectLiteralExpression(node.expression)) {
        for (const member of node.expression.properties) {
          const made = ts.isMethodDeclaration(member)
            ? member
            : ts.isPropertyAssignment(member) && ts.isArrowFunction(member.initializer)
              ? member.initializer
              : undefined;
          if (made) found.push({ name: member.name?.getText() ?? '', first: made.parameters[0]?.name.getText() ?? '' });
        }
      }
    };
    for (const statement of tree.statements) {
      if (ts.isFunctionDeclaration(statement) && /Store$/.test(statement.name?.text ?? '')) {
        statement.body?.statements.forEach(visitReturned);
      }
    }
    return found;
  }
});

describe('pages', () => {
  const everyTemplate = filesUnder('views', '.ejs');
  /** What opens with the layout is a page; the rest are parts of pages. */
  const templates = everyTemplate
    .filter((path) => !/^views\/(layouts|partials|sandbox)\//.test(path))
    .filter((path) => readFileSync(join(root, path), 'utf8').includes("include('/layouts/top')"));

  test('every template has one typed model, and every model its template', () => {
    const bound = sources.flatMap((source) =>
      [...source.text.matchAll(/pageOf\(\s*'([\w/-]+)'/g)].map((match) => `views/${match[1] ?? ''}.ejs`),
    );
    expect([...bound].sort()).toEqual([...templates].sort());
  });

  test('nothing is printed unescaped but an include', () => {
    const found = everyTemplate.flatMap((path) =>
      [...readFileSync(join(root, path), 'utf8').matchAll(/<%-(?!\s*include\()[^%]*%>/g)].map(
        (match) => `${path}: ${match[0]}`,
      ),
    );
    expect(found).toEqual([]);
  });

  test('no template holds a style, a script or a handler of its own', () => {
    const found = everyTemplate.flatMap((path) =>
      [...readFileSync(join(root, path), 'utf8').matchAll(/<style|<script(?![^>]*\ssrc=)|\sstyle="|\son\w+="/g)].map(
        (match) => `${path}: ${match[0]}`,
      ),
    );
    expect(found).toEqual([]);
  });
});

describe('size', () => {
  test('no source file is longer than 250 lines', () => {
    const found = [...sources, ...sourcesUnder('test'), ...sourcesUnder('scripts')]
      .map((source) => ({ path: source.path, lines: source.text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > 250);
    expect(found).toEqual([]);
  });
});
