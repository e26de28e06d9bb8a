/** The project's own sources, read as text and as TypeScript trees, for the tests that keep its structure. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

export const root = join(import.meta.dirname, '../..');

export interface Import {
  /** `express`, `node:fs`, or for our own files the path from the root: `src/web/page.ts`. */
  target: string;
  own: boolean;
  typeOnly: boolean;
}

export interface Source {
  /** From the root, with `/`. */
  path: string;
  text: string;
  tree: ts.SourceFile;
  imports: Import[];
}

export function filesUnder(folder: string, ending: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    if (statSync(join(root, path)).isDirectory()) return filesUnder(path, ending);
    return path.endsWith(ending) ? [path] : [];
  });
}

export function sourcesUnder(folder: string): Source[] {
  return filesUnder(folder, '.ts')
    .filter((path) => !path.endsWith('.d.ts'))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
      return { path, text, tree, imports: importsOf(tree, path) };
    });
}

function importsOf(tree: ts.SourceFile, path: string): Import[] {
  return tree.statements.filter(isImportOrExportFrom).map((statement) => {
    const name = (statement.moduleSpecifier as ts.StringLiteral).text;
    const own = name.startsWith('.');
    const target = own
      ? relative(root, join(root, dirname(path), name))
          .replaceAll('\\', '/')
          .replace(/\.js$/, '.ts')
      : name;
    return { target, own, typeOnly: isTypeOnly(statement) };
  });
}

function isImportOrExportFrom(statement: ts.Statement): statement is ts.ImportDeclaration | ts.ExportDeclaration {
  return (
    (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) && statement.moduleSpecifier !== undefined
  );
}

function isTypeOnly(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
  const clause = statement.importClause;
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  if (clause.name || !named || !ts.isNamedImports(named)) return false;
  return named.elements.every((element) => element.isTypeOnly);
}

/** `pairing.rules.ts` -> rules; `draft.view.ts` -> view; `person.ts` -> the nouns that others may read. */
export function roleOf(path: string): string {
  return (
    /\.(rules|store|service|forms|view|routes|router|worker|jobs|home|story|feature)\.ts$/.exec(path)?.[1] ?? 'noun'
  );
}

/** What `check` finds, each with the path of its file. */
export function breachesIn(sources: readonly Source[], check: (source: Source) => string[]): string[] {
  return sources.flatMap((source) => check(source).map((what) => `${source.path}: ${what}`));
}
