/** Forms: zod says what is valid, the person's own words are kept, and each problem stands beside its field. */
import { z } from 'zod';
import type { Problem } from './page.js';
import type { Translate } from './texts.js';

/** What was posted, as text, before anything is believed: it goes back into the page when something is wrong. */
export type Posted = Readonly<Record<string, string | readonly string[]>>;

/** Before the name of the hidden field that says how a field is called on its page (`partials/field-words`). */
const labelOf = '~';

/** What was typed into a form, without the labels that came with it. */
export function answersIn(sent: Posted): Posted {
  return Object.fromEntries(Object.entries(sent).filter(([name]) => !name.startsWith(labelOf)));
}

/**
 * The words in it, each under the label that its field had; what was chosen is chosen again more easily than copied.
 * @param unnamed the label of words whose page said none: one of a former version
 */
export function wordsIn(sent: Posted, unnamed: string): { label: string; text: string }[] {
  return Object.entries(answersIn(sent)).flatMap(([name, value]) => {
    const labels = [sent[`${labelOf}${name}`] ?? []].flat();
    return [value].flat().flatMap((text, index) => {
      const label = labels[index] ?? labels[0] ?? (/\s/.test(text.trim()) ? unnamed : undefined);
      return label === undefined || text.trim() === '' ? [] : [{ label, text }];
    });
  });
}

export type FormSchema<Answers> = z.ZodType<Answers>;

export interface Problems {
  posted: Posted;
  /** First text key per field name, from the schema's messages. */
  byField: Readonly<Record<string, FieldProblem>>;
}

interface FieldProblem {
  key: string;
  values: Record<string, string | number>;
  /** What the text may have meant: it becomes a choice among these. */
  among?: readonly Choice[];
}

export interface Choice {
  value: string;
  label: string;
}

export type Parsed<Answers> = { ok: true; answers: Answers } | { ok: false; problems: Problems };

/** Schema messages are text keys: `z.string().min(1, 'conversation.form.empty')`. Unknown fields are refused. */
export function parseForm<Answers>(schema: FormSchema<Answers>, posted: Posted): Parsed<Answers> {
  const outcome = schema.safeParse(posted);
  if (outcome.success) return { ok: true, answers: outcome.data };
  const byField: Record<string, { key: string; values: Record<string, string | number> }> = {};
  for (const issue of outcome.error.issues) {
    const field = String(issue.path[0] ?? 'form');
    byField[field] ??= { key: textKey(issue), values: limits(issue) };
  }
  return { ok: false, problems: { posted, byField } };
}

/** A rule that the schema cannot know ("somebody else was faster"), shown like any other problem. */
export function problem(posted: Posted, field: string, key: string, among?: readonly Choice[]): Problems {
  return { posted, byField: { [field]: { key, values: {}, ...(among && { among }) } } };
}

/** zod's own wording never reaches a page: an issue without a key of ours gets a plain sentence. */
function textKey(issue: z.core.$ZodIssue): string {
  if (/^[a-z][\w-]*(\.[\w-]+)+$/i.test(issue.message)) return issue.message;
  if (issue.code === 'too_big') return 'web.form.tooLong';
  return issue.code === 'unrecognized_keys' ? 'web.form.unknown' : 'web.form.missing';
}

function limits(issue: z.core.$ZodIssue): Record<string, string | number> {
  if (issue.code === 'too_big') return { maximum: Number(issue.maximum) };
  if (issue.code === 'too_small') return { minimum: Number(issue.minimum) };
  return {};
}

/** A button alone: nothing may be posted with it. */
export const emptyForm = z.strictObject({});

/** Answers of an HTML form come as text; a group of checkboxes as nothing, one text, or several. */
export function severalOf(...values: readonly [string, ...string[]]) {
  const one = z.enum(values);
  return z.union([z.array(one), one.transform((value) => [value])]).default([]);
}

export type FieldKind = 'text' | 'textarea' | 'select' | 'radios' | 'checkboxes' | 'tiles' | 'number';

export interface FieldModel {
  kind: FieldKind;
  name: string;
  id: string;
  label: string;
  hint?: string | undefined;
  /** Who will see the answer; every input says so here, or once above a short form. */
  whoSees?: string | undefined;
  problem?: string | undefined;
  value?: string | undefined;
  options?:
    | readonly {
        /** Posted under a name of its own. */
        name?: string | undefined;
        value: string;
        label: string;
        hint?: string | undefined;
        checked: boolean;
      }[]
    | undefined;
  optional?: boolean | undefined;
  rows?: number | undefined;
  maxLength?: number | undefined;
  /** `short`: a narrow input, or tiles like 1 to 5 in a row; `wide`: tiles in two columns. */
  size?: 'short' | 'wide' | undefined;
  /** No draft of this text stays on the device. */
  private?: boolean | undefined;
  /** Of a text input: `datetime-local`, `url` and the like. */
  type?: string | undefined;
}

export interface FieldOptions {
  label: string;
  hint?: string;
  whoSees?: string;
  optional?: boolean;
  rows?: number;
  maxLength?: number;
  size?: 'short' | 'wide';
  private?: boolean;
  type?: string;
  options?: readonly { name?: string; value: string; label: string; hint?: string }[];
}

/** Builds field models that hold what was posted, else what is stored, each with its problem. */
export function fieldsFor(t: Translate, stored: Posted, problems?: Problems) {
  const values = problems?.posted ?? stored;
  return {
    field: (kind: FieldKind, name: string, options: FieldOptions): FieldModel => {
      const found = problems?.byField[name];
      const { options: offered, ...rest } = options;
      const choices = found?.among ?? offered;
      const chosen = values[name];
      return {
        ...rest,
        kind: found?.among ? 'radios' : kind,
        name,
        id: name,
        value: typeof chosen === 'string' ? chosen : undefined,
        problem: found && t(found.key, found.values),
        options: choices?.map((choice: NonNullable<FieldOptions['options']>[number]) => ({
          ...choice,
          checked: isChosen(values[choice.name ?? name], choice.value),
        })),
      };
    },
    /** For {@link PageModel.problems}. */
    summary: summaryOf(t, problems),
  };
}

function isChosen(chosen: string | readonly string[] | undefined, value: string): boolean {
  return typeof chosen === 'string' ? chosen === value : (chosen?.includes(value) ?? false);
}

export function summaryOf(t: Translate, problems?: Problems): Problem[] | undefined {
  if (!problems) return undefined;
  return Object.entries(problems.byField).map(([field, { key, values }]) => ({ field, text: t(key, values) }));
}
