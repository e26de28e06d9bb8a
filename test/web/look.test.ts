import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAssets } from '../../src/web/assets.js';
import { createRenderer } from '../../src/web/render.js';
import { loadTexts } from '../../src/web/texts.js';
import { samples } from '../support/look/samples.js';

const views = join(import.meta.dirname, '../../views');
const texts = loadTexts(join(import.meta.dirname, '../../config/locales'));
const { asset } = loadAssets();
const render = createRenderer({ viewsFolder: views, texts, asset, cache: true });

const templates = ['layouts', 'partials', 'web'].flatMap((folder) =>
  readdirSync(join(views, folder)).map((name) => ({
    name: `${folder}/${name}`,
    source: readFileSync(join(views, folder, name), 'utf8'),
  })),
);

async function htmlOf(name: string): Promise<string> {
  const sample = samples.find((one) => one.name === name);
  if (!sample) throw new Error(`No sample ${name}`);
  return render(sample.page, sample.frame);
}

describe('templates', () => {
  test.each(templates)('$name prints unescaped only what another template made', ({ source }) => {
    expect(source.match(/<%-(?!\s*include\()/g) ?? []).toEqual([]);
  });

  test.each(templates)('$name has no style or script of its own', ({ source }) => {
    expect(source).not.toMatch(/\sstyle=|<style|\son[a-z]+=|<script(?! src=)/i);
  });

  test.each(templates)('$name says its model in the first line', ({ source }) => {
    expect(source).toMatch(/^<%#/);
  });

  test('every text they ask for exists', () => {
    const t = texts.translator('en');
    const keys = templates.flatMap(({ source }) => [...source.matchAll(/\bt\('([\w.]+)'/g)].map((match) => match[1]));
    expect(keys.length).toBeGreaterThan(20);
    for (const key of keys) expect(t(key ?? '', { count: 2 })).not.toBe('');
  });

  test('every icon they ask for is drawn', () => {
    const icons = templates.find(({ name }) => name === 'partials/icon.ejs')?.source ?? '';
    const asked = templates.flatMap(({ source }) =>
      [...source.matchAll(/icon: '(\w+)' }\)/g)].map((match) => match[1]),
    );
    expect(asked.length).toBeGreaterThan(5);
    for (const icon of asked) expect(icons).toContain(`icon === '${icon ?? ''}'`);
  });
});

describe('the style sheet', () => {
  const css = readFileSync(join(import.meta.dirname, '../../assets/tandem.css'), 'utf8');

  test('says nothing in the midst of a list of selectors, where the next rule would join it', () => {
    const rules = css.split(/[{}]/).map((part) => part.trim());
    expect(rules.filter((part) => /,\s*\/\*/.test(part))).toEqual([]);
  });
});

describe('a page', () => {
  test.each(samples)('$name renders whole', async ({ page, frame }) => {
    const html = await render(page, frame);
    expect(html).toContain('<!doctype html>');
    expect(html).toContain('</html>');
    expect(html.match(/<h1[ >]/g)).toHaveLength(1);
    expect(html).not.toMatch(/undefined|\[object/);
    const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('the name of a person cannot become markup', async () => {
    const sample = samples[0];
    if (!sample) throw new Error('No samples');
    const html = await render(
      { ...sample.page, model: { ...sample.page.model, title: '<script>alert(1)</script>' } },
      sample.frame,
    );
    expect(html).not.toContain('<script>alert');
    expect(html).toContain('&lt;script&gt;alert');
  });

  test('a page with problems says so in its title, its summary and beside each field', async () => {
    const html = await htmlOf('form wrong');
    expect(html).toContain('<title>Problem: Check-in, week 5');
    expect(html).toContain('6 answers need a look');
    for (const id of ['step', 'help', 'clear', 'topics', 'zone', 'places']) {
      expect(html).toContain(`<a href="#${id}">`);
      expect(html).toContain(`id="${id}"`);
      expect(html).toContain(`id="${id}-problem"`);
    }
  });

  test('a page that waits reloads itself, by script or without', async () => {
    const html = await htmlOf('waiting');
    expect(html).toContain('<noscript><meta http-equiv="refresh" content="60"></noscript>');
    expect(html).toContain('data-refresh="60"');
    expect(await htmlOf('error')).not.toContain('refresh');
  });

  test('text that was typed is kept, line breaks too', async () => {
    expect(await htmlOf('sent')).toContain('>\nRedo exercise 4.2.\nAsk Amara.</textarea>');
  });

  test('a right-to-left page takes the mirrored style sheet', async () => {
    const mirrored = { ...texts, nearest: () => 'ar', translator: () => texts.translator('en') };
    const renderMirrored = createRenderer({ viewsFolder: views, texts: mirrored, asset, cache: true });
    const sample = samples.find((one) => one.name === 'learner right-to-left');
    if (!sample) throw new Error('No sample');
    const html = await renderMirrored(sample.page, sample.frame);
    expect(html).toContain('dir="rtl"');
    expect(html).toContain(asset('tandem.rtl.css'));
  });
});
