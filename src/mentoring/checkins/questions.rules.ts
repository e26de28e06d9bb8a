/** What is asked, and how answers are read. */
import { isSeen, seenText } from '../../shared/seen.js';
import { failure, success, type Result } from '../../shared/result.js';
import {
  helps,
  moods,
  readers,
  type AskedAs,
  type CheckinDraft,
  type FormName,
  type Help,
  type Question,
  type Readers,
  type SentAnswer,
} from './checkin.js';

export const questionsAtMost = 6;
export const longestAnswer = 2000;

/** A form of six takes about one. */
export function minutesFor(questions: number): number {
  return Math.max(1, Math.ceil(questions / questionsAtMost));
}

const asMentor = 'as-mentor-';

/** What is asked of somebody; who is asked as both is asked about help once. */
export function askedOf(
  questions: Readonly<Record<FormName, readonly Question[]>>,
  form: AskedAs,
): readonly Question[] {
  if (form !== 'both') return questions[form];
  const isAsked = questions.learner.some(({ kind }) => kind === 'help');
  const more = questions.mentor.filter(({ kind }) => kind !== 'help' || !isAsked);
  return [...questions.learner, ...more.map((question) => ({ ...question, key: `${asMentor}${question.key}` }))];
}

/** As which its writer was asked. */
export function partOf(key: string, form: AskedAs = 'learner'): FormName {
  if (form !== 'both') return form;
  return key.startsWith(asMentor) ? 'mentor' : 'learner';
}

/** The key under which the question stands in its own form. */
export function keyInForm(key: string): string {
  return key.startsWith(asMentor) ? key.slice(asMentor.length) : key;
}

/** Whom somebody may ask: those who help them, if there are any; a mentor asks the teacher alone. */
export function helpOffered(hasPartner: boolean, form: AskedAs = 'learner'): readonly Help[] {
  return hasPartner && form !== 'mentor' ? helps : ['no', 'teacher'];
}

/** The field in which somebody says who reads an answer. */
export function readersField(key: string): string {
  return `readers-${key}`;
}

export interface Answering {
  questions: readonly Question[];
  helps: readonly Help[];
}

export interface Given {
  answers: readonly SentAnswer[];
  help?: Help;
}

/** What is wrong, by field: the key of a text, and the number of the question. */
export type Wrong = Readonly<Record<string, { key: string; values: { number: number; maximum: number } }>>;

/** A field that nobody asked for is no answer to this form. */
export function answersIn(posted: CheckinDraft, asked: Answering): Result<Given, Wrong> {
  const found = asked.questions.map((question, index) => read(question, posted, { ...asked, number: index + 1 }));
  const wrong = Object.assign({}, ...found.map(({ wrong: one }) => one), strangers(posted, asked)) as Wrong;
  if (Object.keys(wrong).length > 0) return failure(wrong);
  const help = asked.questions.find(({ kind }) => kind === 'help');
  const answers = found.flatMap(({ answer }) => answer ?? []);
  const said = help && helps.find((one) => one === posted[help.key]);
  return success({ answers, ...(said && { help: said }) });
}

/** Unfinished answers: what was typed, of the questions that are asked; too long or no choice is said at once. */
export function draftIn(posted: CheckinDraft, asked: Answering): Result<CheckinDraft, Wrong> {
  const optional = asked.questions.map((question) => ({ ...question, needed: false }));
  const outcome = answersIn(posted, { ...asked, questions: optional });
  if (!outcome.ok) return outcome;
  const fields = asked.questions.flatMap(({ key }) => [key, readersField(key)]);
  const typed = fields.map((field) => [field, seenText(posted[field] ?? '')] as const);
  return success(Object.fromEntries(typed.filter(([, text]) => text !== '')));
}

function strangers(posted: CheckinDraft, { questions }: Answering): Wrong {
  const known = new Set(questions.flatMap(({ key }) => [key, readersField(key)]));
  const strange = Object.keys(posted).some((field) => !known.has(field));
  return strange ? { form: { key: 'checkins.form.changed', values: { number: 0, maximum: 0 } } } : {};
}

interface Found {
  answer?: SentAnswer;
  wrong?: Wrong;
}

function read(question: Question, posted: CheckinDraft, asked: Answering & { number: number }): Found {
  const { key, kind, needed } = question;
  const text = seenText(posted[key] ?? '');
  const values = { number: asked.number, maximum: longestAnswer };
  if (text === '')
    return needed
      ? { wrong: { [key]: { key: missingKey(question), values } } }
      : { answer: answer(question, posted, '') };
  if (!isPossible(question, text, asked.helps)) return { wrong: { [key]: { key: wrongKey(kind), values } } };
  return { answer: answer(question, posted, text) };
}

function answer(question: Question, posted: CheckinDraft, text: string): SentAnswer {
  const { key, kind, words } = question;
  const chosen = readers.find((one) => one === posted[readersField(key)]);
  return { key, kind, text, readers: chosen ?? question.readers, ...(words !== undefined && { words }) };
}

function isPossible({ kind, options = [] }: Question, text: string, offered: readonly Help[]): boolean {
  if (kind === 'text') return text.length <= longestAnswer && isSeen(text);
  const possible: readonly string[] = kind === 'mood' ? moods : kind === 'help' ? offered : options;
  return possible.includes(text);
}

function missingKey({ kind, key, words }: Question): string {
  if (kind !== 'text') return 'checkins.form.missing.choice';
  return key === 'step' && words === undefined ? 'checkins.form.missing.step' : 'checkins.form.missing.text';
}

function wrongKey(kind: Question['kind']): string {
  if (kind === 'text') return 'checkins.form.tooLong';
  return kind === 'help' ? 'checkins.form.help.nobody' : 'checkins.form.missing.choice';
}

/** Of what was sent, what these may read. The question about help is for its writer alone. */
export function readBy(answers: readonly SentAnswer[], who: 'partner' | 'teacher', asked = false): SentAnswer[] {
  const reads = (chosen: Readers) => chosen === 'all' || (chosen === 'partners' && (who === 'partner' || asked));
  return answers.filter((one) => one.kind !== 'help' && reads(one.readers));
}
