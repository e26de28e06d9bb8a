/** The page on which a teacher decides what counts. */
import { fieldsFor, type FieldModel, type Posted, type Problems } from '../../web/forms.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { shownPoints, shownScore } from '../measure/pairing.rules.js';
import { namesOf } from '../shown/names.view.js';
import { trailTo, type Button } from '../shown/pages.view.js';
import type { Moved } from '../drafts/moves.rules.js';
import { changesFacts } from './changes.view.js';
import { rulesModel, type RulesModel } from './rule-rows.view.js';
import type { Stale } from './saving.service.js';
import { setupFields, storedSetup, type SetupFields } from './setup-fields.view.js';
import type { SetupSheet } from './setup.service.js';

interface SetupModel extends PageModel {
  preset: FieldModel;
  fields: SetupFields;
  rules: RulesModel;
  revision: string;
  /** What others saved while the page was open. */
  meanwhile: { title: string; facts: readonly { label: string; text: string }[] } | undefined;
  back: { text: string; button: Button } | undefined;
  example: ExampleModel | undefined;
  others: readonly Button[];
}

interface ExampleModel {
  who: string;
  score: string;
  saved: string | undefined;
  rows: readonly { label: string; text: string }[];
}

const setupPage: PageOf<SetupModel> = pageOf('pairing/setup');

/** What would come of a form that was sent: `moved` undefined when it could not be tried in time. */
export interface Tried {
  moved: Moved | undefined;
}

interface More {
  problems?: Problems;
  /** Sent, and shown again without being saved. */
  shown?: Posted;
  tried?: Tried;
  stale?: Stale;
}

export function setupView(asked: Asked, sheet: SetupSheet, more: More = {}): Page {
  const { t } = asked;
  const { problems, shown, stale } = more;
  const names = namesOf(t, asked.format, sheet.people);
  const { field, summary } = fieldsFor(t, shown ?? storedSetup(sheet.setup), problems);
  const presets = sheet.presets.map(({ presetId }) => ({
    value: presetId,
    label: t(`pairing.preset.${presetId}`),
  }));
  return setupPage({
    title: t('pairing.setup.title'),
    lede: t('pairing.setup.lede'),
    problems: summary,
    banner: bannerOf(asked, sheet, more),
    trail: trailTo(asked),
    tab: '/pairing',
    preset: fieldsFor(t, {}).field('select', 'preset', { label: t('pairing.setup.preset'), options: presets }),
    fields: setupFields(asked, field),
    rules: rulesModel(asked, field, { counts: sheet.counts, names }),
    revision: revisionOf(sheet, more),
    meanwhile: stale && meanwhileModel(asked, sheet, stale),
    back: backModel(asked, sheet),
    example: exampleModel(asked, sheet, shown !== undefined),
    others: [
      { label: t('pairing.rules.link'), href: '/pairing/rules' },
      { label: t('pairing.mentors.link'), href: '/pairing/mentors' },
      { label: t('pairing.questions.link'), href: '/profile/questions' },
      { label: t('pairing.ask.link'), href: '/pairing/why' },
    ],
  });
}

/** One pair of the course, by the weights on the page and by those that are saved. */
function exampleModel(
  { t, format }: Asked,
  { example, people }: SetupSheet,
  isShown: boolean,
): ExampleModel | undefined {
  if (!example) return undefined;
  const names = namesOf(t, format, people);
  const { score, points } = shownPoints(example.comparison.findings);
  const saved = shownScore(example.saved);
  return {
    who: names.pair(example.form, [example.first, example.second]),
    score: format.number(score),
    saved: isShown && saved !== score ? t('pairing.setup.example.saved', { score: format.number(saved) }) : undefined,
    rows: example.comparison.findings.map(({ criterion, possible }, place) => ({
      label: t(`pairing.criterion.${criterion}`),
      text: t('pairing.one.points', {
        points: format.number(points[place] ?? 0),
        possible: format.number(Math.max(points[place] ?? 0, Math.round(possible / 1000))),
      }),
    })),
  };
}

/** Answers that were sent are told apart from those of now by the revision that they were begun from. */
function revisionOf({ revision }: SetupSheet, { problems, shown, stale }: More): string {
  const begun = (problems?.posted ?? shown)?.revision;
  return typeof begun === 'string' && !stale ? begun : String(revision);
}

function meanwhileModel(asked: Asked, { setup }: SetupSheet, { seen }: Stale): SetupModel['meanwhile'] {
  const facts = seen ? changesFacts(asked, 'meanwhile', { before: seen, after: setup }) : [];
  return facts.length === 0 ? undefined : { title: asked.t('pairing.setup.meanwhile'), facts };
}

function backModel({ t, format }: Asked, { back, revision, people }: SetupSheet): SetupModel['back'] {
  if (!back) return undefined;
  const by = { name: namesOf(t, format, people).name(back.by), time: format.dateTime(back.at) };
  return { text: t('pairing.setup.changedBy', by), button: { label: t('pairing.setup.back'), ...backPress(revision) } };
}

function backPress(revision: number) {
  return { action: '/pairing/setup/back', fields: [{ name: 'revision', value: String(revision) }] };
}

function bannerOf(asked: Asked, sheet: SetupSheet, { tried, shown, stale }: More): Banner | undefined {
  const { t, query } = asked;
  if (stale) return { tone: 'warn', text: staleText(asked, sheet, stale) };
  if (tried) return { tone: 'info', text: triedText(t, tried.moved) };
  if (shown) return { tone: 'info', text: t('pairing.setup.tried.shown') };
  const word = query.done ?? '';
  if (word === 'stale') return { tone: 'warn', text: t('pairing.setup.done.stale') };
  if (!['saved', 'preset', 'back'].includes(word)) return undefined;
  const undo = sheet.back && { action: { label: t('pairing.setup.undo'), ...backPress(sheet.revision) } };
  return { tone: 'good', text: t(`pairing.setup.done.${word}`), ...undo };
}

function staleText({ t, format }: Asked, { people }: SetupSheet, { by, at }: Stale): string {
  if (by === undefined || !at) return t('pairing.setup.staleBefore');
  return t('pairing.setup.stale', { name: namesOf(t, format, people).name(by), time: format.dateTime(at) });
}

function triedText(t: Asked['t'], moved: Moved | undefined): string {
  if (!moved) return t('pairing.setup.tried.late');
  const { changed, pairs, matched, weakest } = moved;
  const pairsText = t('pairing.setup.tried.pairs', { count: changed, pairs });
  const matchedText = t('pairing.setup.tried.matched', matched);
  const both = t('pairing.sentences', { one: pairsText, other: matchedText });
  if (weakest.before === undefined || weakest.after === undefined) return both;
  const weakestText = t('pairing.setup.tried.weakest', { before: weakest.before, after: weakest.after });
  return t('pairing.sentences', { one: both, other: weakestText });
}
