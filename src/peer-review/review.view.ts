/** Writing one review, and reading the reviews of the own work. */
import { deliveryText } from '../course/grades/delivery.view.js';
import { fieldsFor, type FieldModel, type Posted, type Problems } from '../web/forms.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../web/page.js';
import type { Asked } from '../web/routing.js';
import { writtenBlocks, type Block } from '../web/written.js';
import type { Translate } from '../web/texts.js';
import { titleOf } from './own.view.js';
import { answersFrom, longestComment } from './peer-review.forms.js';
import type { ReviewContent } from './peer-review.js';
import { missingIn } from './peer-review.rules.js';
import { middlePoints, pointsOfWork } from './review-score.rules.js';
import type { OpenReview, Received } from './reviewing.service.js';
import { nudgeOf } from './nudge.view.js';
import { mostPoints, mostPointsOf, type Criterion, type Rubric } from './rubric.js';

interface ReviewModel extends PageModel {
  whoSees: string;
  blocks: readonly Block[];
  form: ReviewForm | undefined;
  /** What was sent, when it can no longer be changed; or what stands there since the form was opened. */
  said: readonly Said[];
  saidTitle: string;
  final: string | undefined;
}

interface ReviewForm {
  action: string;
  draftAction: string;
  /** How often the review had been written when this form was made. */
  seen: number;
  /** The hint about vague words was shown: sent again they go as they are. */
  isNudged: boolean;
  criteria: readonly { level: FieldModel; comment: FieldModel }[];
  overall: FieldModel;
}

/** One question with what a reviewer chose and wrote. */
export interface Said {
  question: string;
  level: string | undefined;
  comment: string | undefined;
}

interface ReceivedModel extends PageModel {
  cards: readonly { letter: string; hue: number; name: string; sent: string; said: readonly Said[] }[];
  points: {
    table: {
      caption: string;
      hideCaption: boolean;
      together: boolean;
      columns: readonly { label: string; end?: boolean }[];
      rows: readonly { title: string; cells: readonly { text: string }[] }[];
    };
    text: string;
  } | null;
  scoreHref: string | undefined;
  delivery: ReturnType<typeof deliveryText> | undefined;
}

const tilesAtMost = 5;

const reviewPage: PageOf<ReviewModel> = pageOf('peer-review/review');
const receivedPage: PageOf<ReceivedModel> = pageOf('peer-review/received');

export function reviewOf(
  asked: Asked,
  open: OpenReview,
  problems?: Problems,
  more: Partial<Pick<ReviewModel, 'said' | 'saidTitle'>> = {},
): Page {
  const { t } = asked;
  const { task, place, of, activity } = open;
  const fixed = !open.mayChange && !problems;
  return reviewPage({
    title: t(fixed ? 'peer-review.review.titleSent' : 'peer-review.review.title', { work: task.work }),
    lede:
      open.author === undefined
        ? t('peer-review.review.lede', { place, of })
        : t('peer-review.review.ledeOf', { place, of, author: open.author }),
    banner: problems ? undefined : (nudgeOf(asked, open) ?? savedBanner(asked, open)),
    problems: fieldsFor(t, {}, problems).summary,
    trail: [{ label: t('peer-review.review.back'), href: `/reviews/${activity.activityId}` }],
    whoSees: t(`peer-review.review.whoSees.${open.names}`, { letter: open.letter }),
    blocks: writtenBlocks(open.text),
    form: fixed ? undefined : formOf(asked, open, problems),
    ...(fixed ? sentReview(t, open) : { said: [], saidTitle: '', final: undefined }),
    ...more,
  });
}

/** The person's words stay in the form, and what was written meanwhile stands above them: sent again they take its place. */
export function changedMeanwhile(asked: Asked, open: OpenReview, problems: Problems): Page {
  const said = open.content ? saidIn(asked.t, open.rubric, open.content) : [];
  return reviewOf(asked, open, problems, { said, saidTitle: asked.t('peer-review.review.meanwhile') });
}

function savedBanner({ t, query }: Asked, { wasSent }: OpenReview): Banner | undefined {
  if (query.done !== 'saved') return undefined;
  return { tone: 'good', text: t(wasSent ? 'peer-review.review.savedAgain' : 'peer-review.review.saved') };
}

function sentReview(
  t: Translate,
  { wasSent, content, rubric }: OpenReview,
): Pick<ReviewModel, 'said' | 'saidTitle' | 'final'> {
  const said = content ? saidIn(t, rubric, content) : [];
  return wasSent
    ? { said, saidTitle: t('peer-review.review.said'), final: t('peer-review.review.final') }
    : { said, saidTitle: t('peer-review.review.yours'), final: t('peer-review.review.unsent') };
}

function formOf(asked: Asked, open: OpenReview, problems?: Problems): ReviewForm {
  const { t } = asked;
  const { activity, task, rubric, content, writings } = open;
  const path = `/reviews/${activity.activityId}/of/${task.reviewId}`;
  const fields = fieldsFor(t, answersFrom(content), problems);
  return {
    action: path,
    draftAction: `${path}/draft`,
    seen: writings,
    isNudged: nudgeOf(asked, open) !== undefined,
    criteria: rubric.criteria.map((criterion, index) => ({
      level: levelField(t, fields, { criterion, number: index + 1 }),
      comment: commentField(fields, criterion),
    })),
    overall: fields.field('textarea', 'overall', {
      label: t('peer-review.review.overall'),
      maxLength: longestComment,
    }),
  };
}

export function commentField(fields: ReturnType<typeof fieldsFor>, criterion: Criterion): FieldModel {
  return fields.field('textarea', `comment-${criterion.criterionId}`, {
    label: criterion.prompt,
    optional: !criterion.needsWords,
    maxLength: longestComment,
  });
}

/** Levels that say what they mean are tiles; a long row of numbers is a list. */
export function levelField(
  t: Translate,
  fields: ReturnType<typeof fieldsFor>,
  { criterion, number }: { criterion: Criterion; number: number },
): FieldModel {
  const label = t('peer-review.review.question', { number, question: criterion.question });
  const hint = criterion.hint === '' ? {} : { hint: criterion.hint };
  if (criterion.levels.length > tilesAtMost) {
    const choices = criterion.levels.map(({ title }, index) => ({ value: String(index), label: title }));
    const options = [{ value: '', label: t('peer-review.review.choose') }, ...choices];
    return fields.field('select', `level-${criterion.criterionId}`, { label, ...hint, options });
  }
  const field = fields.field('tiles', `level-${criterion.criterionId}`, {
    label,
    ...hint,
    options: criterion.levels.map((level, index) => ({
      value: String(index),
      label: level.title,
      hint: level.description,
    })),
  });
  const notes = criterion.levels.map((level) => t('peer-review.points', { count: level.points }));
  return { ...field, options: field.options?.map((option, index) => ({ ...option, note: notes[index] })) };
}

/** A problem beside every question that has no level yet, and beside an empty last one. */
export function missingProblems(rubric: Rubric, content: ReviewContent, posted: Posted): Problems | undefined {
  const missing = missingIn(rubric, content);
  if (missing.length === 0) return undefined;
  const byField = missing.map((field): [string, Problems['byField'][string]] => {
    const [part = '', id] = field.split('-');
    const index = rubric.criteria.findIndex(({ criterionId }) => criterionId === id);
    const question = rubric.criteria[index]?.question;
    return question === undefined
      ? [field, { key: 'peer-review.review.missing.overall', values: {} }]
      : [field, { key: `peer-review.review.missing.${part}`, values: { number: index + 1, question } }];
  });
  return { posted, byField: Object.fromEntries(byField) };
}

export function saidIn(t: Translate, rubric: Rubric, content: ReviewContent): Said[] {
  const said = rubric.criteria.map((criterion) => {
    const { level: chosen, comment = '' } = content.criteria[criterion.criterionId] ?? {};
    const level = criterion.levels[chosen ?? -1];
    const points = level && t('peer-review.points', { count: level.points });
    return {
      question: criterion.question,
      level: level && points && levelText(t, level.title, points),
      comment: comment === '' ? undefined : comment,
    };
  });
  return [...said, { question: t('peer-review.received.overall'), level: undefined, comment: content.overall }];
}

/** A level of a range is called by its points. */
function levelText(t: Translate, level: string, points: string): string {
  return level === points ? points : t('peer-review.received.level', { level, points });
}

export function receivedReviews(asked: Asked, received: Received): Page {
  const { t, format } = asked;
  const { rubric, reviews, activity } = received;
  return receivedPage({
    title: t('peer-review.received.title'),
    lede: receivedLede(t, received),
    trail: [{ label: titleOf(t, activity), href: `/reviews/${activity.activityId}` }],
    cards: reviews.map(({ letter, reviewer, content, sentAt }) => ({
      letter,
      hue: (letter.codePointAt(0) ?? 0) % 6,
      name: reviewer ?? t('peer-review.received.reviewer', { letter }),
      sent: t('peer-review.received.sent', { date: format.date(sentAt) }),
      said: saidIn(t, rubric, content),
    })),
    points: reviews.length === 0 || received.released !== 'as-they-come' ? null : pointsTable(asked, received),
    scoreHref: received.released === 'released' ? `/reviews/${activity.activityId}/score` : undefined,
    delivery: received.delivery && deliveryText(t, format, received.delivery, asked.now),
  });
}

function receivedLede(t: Translate, { phase, mayRead, count, expected }: Received): string {
  if (count === 0) return t(phase === 'closed' ? 'peer-review.received.closedNone' : 'peer-review.received.none');
  if (phase === 'closed') return t('peer-review.received.came', { count });
  return mayRead ? t('peer-review.received.ofExpected', { count, expected }) : t('peer-review.received.giveToGet');
}

function pointsTable({ t, format }: Asked, { rubric, reviews, share }: Received): ReceivedModel['points'] {
  const contents = reviews.map((review) => review.content);
  const line = (title: string, points: number, most: number) => ({
    title,
    cells: [{ text: t('peer-review.received.criterion', { points: format.number(points), most }) }],
  });
  return {
    table: {
      caption: t('peer-review.received.pointsHeading'),
      hideCaption: true,
      together: true,
      columns: [{ label: t('peer-review.settings.rubric.label') }, { label: t('peer-review.score.heading') }],
      rows: [
        ...rubric.criteria.map((criterion) =>
          line(criterion.question, middlePoints(criterion, contents) ?? 0, mostPointsOf(criterion)),
        ),
        line(t('peer-review.received.total'), pointsOfWork(rubric, contents), mostPoints(rubric)),
      ],
    },
    text: t('peer-review.received.scoreText', { ...share }),
  };
}
