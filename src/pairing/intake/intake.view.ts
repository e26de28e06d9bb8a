/** The pages of the questions: each step a short form, who sees it beside every field. */
import { fieldsFor, type Problems } from '../../web/forms.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { blocksOf, type Block } from './blocks.view.js';
import type { ProfileSheet } from './intake.service.js';
import { postedFrom } from './posted.rules.js';
import { stepsOf, type Step } from './steps.rules.js';

interface StepModel extends PageModel {
  action: string;
  /** What the teacher says first. */
  intro: string | undefined;
  progress: string;
  blocks: readonly Block[];
  send: string;
  back: { label: string; href: string } | undefined;
  note: string;
  /** Answers of another course, where nothing was said here yet. */
  load: { label: string; href: string } | undefined;
}

const stepPage: PageOf<StepModel> = pageOf('pairing/intake/step');

/** Minutes that the steps take together, for people who take their time. */
const minutesOfStep: Readonly<Record<Step, number>> = { wish: 0.6, topics: 0.9, meeting: 0.8, style: 0.7 };

export function stepView(asked: Asked, sheet: ProfileSheet, step: Step, problems?: Problems): Page {
  const { t, visit } = asked;
  const { saved, questions } = sheet;
  const form = fieldsFor(t, postedFrom(sheet, step), problems);
  const all = stepsOf(questions);
  const complete = saved?.completedAt !== undefined;
  const first = step === all[0];
  const previous = all[all.indexOf(step) - 1];
  return stepPage({
    title: t(`intake.step.${step}`),
    banner: bannerOf(asked),
    problems: form.summary,
    narrow: true,
    ...(complete
      ? { trail: [{ label: t('intake.back'), href: '/profile' }] }
      : first && { lede: t('intake.lede', { count: all.length }) }),
    action: `/profile/${step}`,
    intro: first && questions.intro !== '' ? questions.intro : undefined,
    progress: complete ? t('intake.changing') : progressOf(asked, all, step),
    blocks: blocksOf(asked, sheet, { step, field: form.field }),
    send: sendText(asked, all, { step, complete }),
    back:
      complete || previous === undefined ? undefined : { label: t('intake.previous'), href: `/profile/${previous}` },
    load: loadOf(asked, sheet, first),
    note: visit.preview ? t('intake.preview') : t('intake.note'),
  });
}

/** Offered before the first answer. */
function loadOf({ t }: Asked, { saved }: ProfileSheet, first: boolean): StepModel['load'] {
  return first && !saved ? { label: t('intake.load.title'), href: '/profile/load' } : undefined;
}

function bannerOf({ t, query }: Asked): PageModel['banner'] {
  return query.done === 'step' ? { tone: 'good', text: t('intake.stepSaved') } : undefined;
}

function progressOf({ t }: Asked, all: readonly Step[], step: Step): string {
  const place = all.indexOf(step);
  const minutes = Math.ceil(all.slice(place).reduce((sum, one) => sum + minutesOfStep[one], 0));
  return t('intake.progress', { place: place + 1, all: all.length, count: minutes });
}

function sendText({ t }: Asked, all: readonly Step[], { step, complete }: { step: Step; complete: boolean }): string {
  if (complete) return t('intake.save');
  return step === all.at(-1) ? t('intake.send') : t('intake.next');
}
