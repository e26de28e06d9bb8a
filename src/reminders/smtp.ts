/**
 * Hands letters to an SMTP server, one after the other on one connection, and says of each what is surely known. nodemailer's
 * transports cannot say whether a message that broke off had been begun, so its connection is used by itself.
 */
import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { second } from '../shared/clock.js';

export interface Letter {
  to: string;
  subject: string;
  text: string;
  html: string;
  date: Date;
  /** Names the message for good. */
  messageId: string;
  /** RFC 8058: posted to, it ends further letters. */
  unsubscribe: string;
}

/**
 * `refused`: this address is not taken (5xx). `later`: surely not sent, and worth another try. `unknown`: the message was begun
 * and no answer came: it may have arrived.
 */
export type Sent = { is: 'sent' | 'unknown' } | { is: 'refused' | 'later'; reply: string };

export interface Post {
  /** False where the server is away or does not let us in. */
  ready(): Promise<boolean>;
  send(letter: Letter): Promise<Sent>;
  close(): void;
}

/** How long each step of the server may take. */
const patience = 20 * second;

/** @param url `smtp://user:password@host:587`, `smtps://…`; @param from the sender's address */
export function postTo(url: string, from: string, wait = patience): Post {
  const { auth, ...options } = parseConnectionUrl(url) as SMTPOptions;
  let connection: SMTPConnection | undefined;

  async function open(): Promise<SMTPConnection> {
    const times = { connectionTimeout: wait, greetingTimeout: wait, socketTimeout: wait, dnsTimeout: wait };
    const opened = new SMTPConnection({ ...options, ...times });
    const broken = new Promise<never>((_, reject) => {
      opened.once('error', reject);
      opened.once('end', () => reject(new Error('the server ended the connection')));
    });
    broken.catch(() => {
      if (connection === opened) connection = undefined;
    });
    // After the first error another one may come, and nobody waits for it any more.
    opened.on('error', () => undefined);
    await Promise.race([called((done) => opened.connect(done)), broken]);
    if (auth?.user !== undefined) await Promise.race([called((done) => opened.login(auth, done)), broken]);
    return opened;
  }

  function close(): void {
    connection?.close();
    connection = undefined;
  }

  return {
    async ready() {
      try {
        connection ??= await open();
        return true;
      } catch {
        close();
        return false;
      }
    },

    async send(letter) {
      const used = connection;
      if (!used) return { is: 'later', reply: 'not connected' };
      const raw = await composed(letter, from);
      let begun = false;
      const source = new Readable({
        read() {
          begun = true;
          this.push(raw);
          this.push(null);
        },
      });
      try {
        await handedOver(used, { from, to: letter.to }, source);
        return { is: 'sent' };
      } catch (problem) {
        // What the server still has to say of a message that went wrong is not waited for.
        close();
        return outcomeOf(problem, begun);
      }
    },

    close() {
      connection?.quit();
      connection = undefined;
    },
  };
}

type SMTPOptions = ConstructorParameters<typeof SMTPConnection>[0] & { auth?: { user?: string; pass?: string } };

function handedOver(
  connection: SMTPConnection,
  envelope: { from: string; to: string },
  source: Readable,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const broken = (problem: Error) => reject(problem);
    const ended = () => reject(new Error('the server ended the connection'));
    connection.once('error', broken).once('end', ended);
    connection.send(envelope, source, (problem) => {
      connection.off('error', broken).off('end', ended);
      if (problem) reject(problem);
      else resolve();
    });
  });
}

interface NodemailerProblem extends Error {
  command?: string;
  responseCode?: number;
  response?: string;
}

function outcomeOf(problem: unknown, begun: boolean): Sent {
  const { command, responseCode = 0, response, message } = problem as NodemailerProblem;
  const reply = (response ?? message).slice(0, 200);
  if (command === 'RCPT TO' && responseCode >= 500) return { is: 'refused', reply };
  if (responseCode > 0 || !begun) return { is: 'later', reply };
  return { is: 'unknown' };
}

function called(act: (done: (problem?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => act((problem) => (problem ? reject(problem) : resolve())));
}

async function composed({ unsubscribe, ...letter }: Letter, from: string): Promise<Buffer> {
  const headers = {
    'List-Unsubscribe': `<${unsubscribe}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    'Auto-Submitted': 'auto-generated',
  };
  const composer = new MailComposer({
    ...letter,
    from,
    headers,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
