import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { SmsProvider } from '../../../../../../subgraphs/kit/mailbox/channels/channel-settings.ts';
import {
  sign,
  SIGNATURE_HEADER,
} from '../../../../../../subgraphs/kit/mailbox/channels/sms/signature.ts';

/** A message as the provider got it. */
interface ProvidedMessage {
  id: string;
  to: string;
  from: string;
  text: string;
}

/** All that a provider remembers. */
interface ProviderBook {
  attempts: number;
  /** How often it was asked what became of a message. */
  questions: number;
  messages: ProvidedMessage[];
}

/** A provider of text messages in a process of its own, and what it calls. */
export interface TestSmsProvider extends AsyncDisposable {
  settings: SmsProvider;
  set(mode: 'up' | 'down' | 'refusing' | 'silent'): Promise<void>;
  /** Each message once, and how often one was brought. */
  read(): Promise<ProviderBook>;
  /** What it says when it is asked of a message; until then it does not know. */
  setStatus(status: { state: string; code?: string }): Promise<void>;
  /** Calls a webhook as it does, signed at a time. @returns the status */
  call(url: string, body: object, now: Date): Promise<number>;
}

export async function startSmsProvider(): Promise<TestSmsProvider> {
  const key = randomBytes(32);
  const child = fork(new URL('./fake-main.ts', import.meta.url).pathname, {
    env: { ...process.env, SMS_KEY: key.toString('base64url') },
  });
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  return {
    settings: { url, key },
    set: async (mode) => {
      await fetch(`${url}/mode`, { method: 'PUT', body: mode });
    },
    read: async () => (await (await fetch(url)).json()) as ProviderBook,
    setStatus: async (status) => {
      await fetch(`${url}/status`, { method: 'PUT', body: JSON.stringify(status) });
    },
    call: async (webhook, content, now) => {
      const body = JSON.stringify(content);
      const headers = {
        'content-type': 'application/json',
        [SIGNATURE_HEADER]: sign(key, body, now),
      };
      return (await fetch(webhook, { method: 'POST', headers, body })).status;
    },
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode !== null) return;
      child.kill();
      await once(child, 'exit');
    },
  };
}
