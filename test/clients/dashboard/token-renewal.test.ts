import { describe, expect, it } from '@jest/globals';
import { keepRenewed } from '../../../clients/dashboard/client/token-renewal.ts';
import { SignedOut, type TokenSource } from '../../../clients/dashboard/client/token-source.ts';
import { until } from '../../gateway/support/until.ts';

const NOW = Date.parse('2026-03-02T00:00:00Z');
/** A token that ends so soon is renewed at the next opportunity, which is a second away. */
const ENDING = { renewedUntil: new Date(NOW + 1_500).toISOString() };

function renew(token: TokenSource) {
  const pings: unknown[] = [];
  const renewal = keepRenewed({
    socket: { send: (text) => void pings.push(JSON.parse(text as string)) },
    token,
    clock: { now: () => NOW, learn: () => undefined },
    first: 'first',
  });
  return { pings, renewal };
}

const ping = (token: string) => ({ type: 'ping', payload: { authorization: `Bearer ${token}` } });

describe('a live connection’s token', () => {
  it('is told to the gateway at once, whose answer says until when it serves, and renewed before', async () => {
    const asked: unknown[] = [];
    const { pings, renewal } = renew(async (why) => {
      asked.push(why);
      return 'second';
    });
    expect(pings).toEqual([ping('first')]);
    renewal.noteAnswer(ENDING);
    await until('the second token', () => pings.length === 2);
    expect(pings[1]).toEqual(ping('second'));
    expect(asked).toEqual([{ isRefused: false, isEnding: true }]);
    renewal.end();
  });

  it('is asked for again where the issuer does not answer, and not where nobody is signed in', async () => {
    let tries = 0;
    const { pings, renewal } = renew(async () => {
      tries += 1;
      throw tries === 1 ? new Error('the issuer is away') : new SignedOut();
    });
    renewal.noteAnswer(ENDING);
    await until('two tries', () => tries === 2);
    expect(pings).toEqual([ping('first')]);
    renewal.end();
  });

  it('is let be where it has no end, or where the gateway does not say one', () => {
    const { pings, renewal } = renew(async () => 'never');
    renewal.noteAnswer({ renewedUntil: null });
    renewal.noteAnswer({});
    expect(pings).toEqual([ping('first')]);
    renewal.end();
  });
});
