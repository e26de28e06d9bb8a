/** Binds a template to the type of its model: a view can only print what its page function was given. */
export interface Banner {
  tone: 'good' | 'info' | 'warn' | 'bad';
  text: string;
  /** Takes back what was just done; the address is inside the visit. */
  action?: { label: string; action: string; fields: readonly { name: string; value: string }[] };
}

export interface Problem {
  /** Id of the field the summary links to. */
  field: string;
  text: string;
}

/** What every page has; templates read it as `page`. */
export interface PageModel {
  /** The h1, and the document's title: says the state, "6 things need you". */
  title: string;
  lede?: string | undefined;
  banner?: Banner | undefined;
  problems?: readonly Problem[] | undefined;
  trail?: readonly { label: string; href: string }[] | undefined;
  /** Forms and messages: at most 672 px wide. */
  narrow?: boolean | undefined;
  /** A page that waits for something reloads itself. */
  refreshSeconds?: number | undefined;
  /** Path of the tab this page belongs to; task pages have none and show no tabs. */
  tab?: string | undefined;
}

export interface Page {
  template: string;
  model: PageModel;
}

export type PageOf<Model extends PageModel> = (model: Model) => Page;

/** `const draftPage = pageOf<DraftModel>('pairing/draft')`, in the feature's view file, once per template. */
export function pageOf<Model extends PageModel>(template: string): PageOf<Model> {
  return (model) => ({ template, model });
}
