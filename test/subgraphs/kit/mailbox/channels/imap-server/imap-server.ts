import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import type { SendMailOptions } from 'nodemailer';
import type { MailFetch } from '../../../../../../subgraphs/kit/mailbox/channels/channel-settings.ts';
import { ownPort } from '../../../../../support/own-port.ts';
import type { Order, StoredBox, StoredMail } from './fake-main.ts';

/** The city's mail server in a process of its own. */
export interface TestImapServer extends AsyncDisposable {
  settings: MailFetch;
  /** Puts a mail into the box. */
  deliver(mail: SendMailOptions, flags?: string[]): Promise<void>;
  /** Breaks the connection of whoever marks a mail. */
  breakAtStore(isOn: boolean): Promise<void>;
  inbox(): Promise<StoredMail[]>;
  done(): Promise<StoredMail[]>;
  /** How often somebody connected since it was last started. */
  callers(): Promise<number>;
  /** Away, with all it has kept. */
  stop(): Promise<void>;
  /** Back on the same port; `renumbered` as after a restore, with new UIDs. */
  start(change?: { renumbered: boolean }): Promise<void>;
}

interface State {
  callers?: number;
  inbox: StoredBox;
  done: StoredBox;
}

const USER = 'letters@guangan.example';
const EMPTY: StoredBox = { uidvalidity: 7, uidnext: 1, messages: [] };

export const IMAP_CA_FILE = new URL('./cert.pem', import.meta.url).pathname;

export async function startImapServer(
  change: Partial<Pick<MailFetch, 'security' | 'doneFolder' | 'password' | 'ca'>> = {},
): Promise<TestImapServer> {
  const security = change.security ?? 'TLS';
  let state: State = { inbox: EMPTY, done: { ...EMPTY, uidvalidity: 8 } };
  const port = await ownPort();
  let child: ChildProcess | null = null;
  const tell = async (order: Order): Promise<State> => {
    if (!child) throw new Error('the mail server is away');
    const answer = once(child, 'message');
    child.send(order);
    [state] = (await answer) as [State];
    return state;
  };
  const start = async (): Promise<void> => {
    child = fork(new URL('./fake-main.ts', import.meta.url).pathname, {
      env: {
        ...process.env,
        IMAP_STATE: JSON.stringify({ ...state, port }),
        IMAP_SECURITY: security,
      },
    });
    await once(child, 'message');
  };
  const stop = async (): Promise<void> => {
    const running = child;
    child = null;
    if (running?.exitCode !== null) return;
    running.kill('SIGKILL');
    await once(running, 'exit');
  };
  await start();
  return {
    settings: {
      ...{ host: '127.0.0.1', port, security, user: USER, password: 'secret', folder: 'INBOX' },
      ...{ doneFolder: null, maxBytes: 20_000, pollMs: 50 },
      ca: await readFile(IMAP_CA_FILE, 'utf8'),
      ...change,
    },
    deliver: async (mail, flags = []) => {
      const raw = (await new MailComposer(mail).compile().build()).toString('latin1');
      await tell({ do: 'append', raw, flags });
    },
    breakAtStore: async (isOn) => {
      await tell({ do: isOn ? 'break at store' : 'mend' });
    },
    inbox: async () => (await tell({ do: 'tell' })).inbox.messages,
    done: async () => (await tell({ do: 'tell' })).done.messages,
    callers: async () => (await tell({ do: 'tell' })).callers ?? 0,
    stop: async () => {
      await tell({ do: 'tell' });
      await stop();
    },
    start: async ({ renumbered } = { renumbered: false }) => {
      if (renumbered) state = { ...state, inbox: renumber(state.inbox) };
      await start();
    },
    [Symbol.asyncDispose]: stop,
  };
}

function renumber({ uidvalidity, messages }: StoredBox): StoredBox {
  return {
    uidvalidity: uidvalidity + 1,
    uidnext: messages.length + 101,
    messages: messages.map((mail, index) => ({ ...mail, uid: index + 101 })),
  };
}
