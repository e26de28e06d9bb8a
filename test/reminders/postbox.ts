/** A real SMTP server in this process, which takes, refuses, or falls silent as a test wants it. */
import { SMTPServer } from 'smtp-server';

export interface Taken {
  to: string;
  text: string;
}

export interface Postbox {
  url: string;
  taken: Taken[];
  /** Addresses to which the server answers with this code. */
  refuses: Map<string, number>;
  /** From the address on, the server falls silent or hangs up once it has the message. */
  after: 'answer' | 'hang' | 'drop';
  /** Happens before the server answers to a message. */
  meanwhile: ((to: string) => Promise<unknown>) | undefined;
  /** Nobody listens any more, or again at the same address. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

export async function openPostbox(): Promise<Postbox> {
  let port = 0;
  let server: SMTPServer;
  const box: Postbox = { url: '', taken: [], refuses: new Map(), after: 'answer', meanwhile: undefined, stop, start };

  async function start(): Promise<void> {
    server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      logger: false,
      onRcptTo({ address }, _session, done) {
        const code = box.refuses.get(address);
        done(code === undefined ? null : Object.assign(new Error('not here'), { responseCode: code }));
      },
      onData(stream, session, done) {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const to = session.envelope.rcptTo[0]?.address ?? '';
          box.taken.push({ to, text: Buffer.concat(parts).toString('utf8') });
          void Promise.resolve(box.meanwhile?.(to)).then(() => {
            if (box.after === 'answer') done();
            else if (box.after === 'drop') hangUp(server);
          });
        });
      },
    });
    // A client that hangs up while it is answered is no fault of the server.
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const address = server.server.address();
    port = typeof address === 'object' && address ? address.port : port;
    box.url = `smtp://127.0.0.1:${String(port)}?ignoreTLS=true`;
  }

  async function stop(): Promise<void> {
    hangUp(server);
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  await start();
  return box;
}

function hangUp(server: SMTPServer): void {
  for (const connection of server.connections as Set<{ _socket: { destroy(): void } }>) connection._socket.destroy();
}
