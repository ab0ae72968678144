import { describe, expect, it } from '@jest/globals';
import { createMayor } from '../../../../../../subgraphs/mayor/subgraph.ts';
import { openMailbox, type MailboxWorld } from '../../mailbox-world.ts';
import { startSmsProvider, type TestSmsProvider } from '../sms-provider/sms-provider.ts';

const MESSAGE = { from: '13900000930', to: '1069012345', text: '夜间施工噪声扰民。' };

function open({ settings }: TestSmsProvider): Promise<MailboxWorld> {
  return openMailbox(createMayor, {
    ...{ schema: 'mayor', prefix: 'mayor' },
    channels: { mailOut: null, mailIn: null, sms: settings, webhook: { port: 0 } },
  });
}

describe('what comes to the address for text messages and cannot be read', () => {
  it.each([
    ['is too long', { body: 'x'.repeat(100_000) }],
    ['is in no known character set', { headers: { 'content-type': 'text/plain; charset=none' } }],
    ['is not packed as it says', { headers: { 'content-encoding': 'gzip' } }],
  ])('is refused without a word of our insides: it %s', async (_what, request) => {
    await using provider = await startSmsProvider();
    await using mailbox = await open(provider);
    const url = `${mailbox.doors().webhookUrl ?? ''}/sms/messages`;
    const response = await fetch(url, { method: 'POST', body: '{}', ...request });
    expect(response.status).toBe(400);
    expect(await response.text()).toBe('{"error":"BODY_INVALID"}');
  });
});

describe('the id by which a provider names a text message', () => {
  it('R24: may be one that no header could hold; the letter reaches casework all the same', async () => {
    await using provider = await startSmsProvider();
    await using mailbox = await open(provider);
    const url = `${mailbox.doors().webhookUrl ?? ''}/sms/messages`;
    const call = (id: string) => provider.call(url, { ...MESSAGE, id }, mailbox.clock.now());
    expect(await call('1\0')).toBe(400);
    expect(await call('1\n2')).toBe(400);
    expect(await call('短信 1')).toBe(202);
    expect(await call('短信 1')).toBe(202);
    await mailbox.casework.calls.reached(1);
    expect(await mailbox.read('select channel from petition')).toEqual([{ channel: 'SMS' }]);
  });
});
