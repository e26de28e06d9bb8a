/** What a browser does between a platform and a tool, without a browser: login, then the form that the platform posts. */

export interface ToolAnswer {
  status: number;
  location: string | undefined;
  cookies: string[];
  text: string;
  headers: Headers;
}

export interface SentForm {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'OPTIONS';
  fields?: Record<string, string> | [string, string][];
  /** Instead of fields. */
  body?: string;
  headers?: Record<string, string>;
}

export async function visit(url: string, sent: SentForm = {}): Promise<ToolAnswer> {
  const { method = 'POST', fields, body, headers = {} } = sent;
  const form = body ?? (fields ? new URLSearchParams(fields).toString() : undefined);
  const hasBody = method !== 'GET' && method !== 'OPTIONS' && form !== undefined;
  const answer = await fetch(hasBody || form === undefined ? url : `${url}?${form}`, {
    method,
    redirect: 'manual',
    headers: { ...(hasBody ? { 'content-type': 'application/x-www-form-urlencoded' } : {}), ...headers },
    ...(hasBody ? { body: form } : {}),
    signal: AbortSignal.timeout(300_000),
  });
  return {
    status: answer.status,
    location: answer.headers.get('location') ?? undefined,
    cookies: answer.headers.getSetCookie(),
    text: await answer.text(),
    headers: answer.headers,
  };
}

export interface LoggedIn {
  state: string;
  nonce: string;
  /** For the Cookie header. */
  cookie: string;
  answer: ToolAnswer;
}

/** @param paths where the tool has its login, and where launches go. */
export async function logIn(
  tool: { login: string; launch: string },
  issuer: string,
  clientId: string,
  more: Record<string, string> = {},
): Promise<LoggedIn> {
  const answer = await visit(tool.login, {
    fields: { iss: issuer, client_id: clientId, login_hint: '7', target_link_uri: tool.launch, ...more },
  });
  const query = new URL(answer.location ?? 'http://nowhere').searchParams;
  return {
    state: query.get('state') ?? '',
    nonce: query.get('nonce') ?? '',
    cookie: answer.cookies.map((cookie) => cookie.split(';')[0]).join('; '),
    answer,
  };
}
