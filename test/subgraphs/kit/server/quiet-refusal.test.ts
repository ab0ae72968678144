import { once } from 'node:events';
import { describe, expect, it, jest } from '@jest/globals';
import { WebSocket } from 'ws';
import { createMayor } from '../../../../subgraphs/mayor/subgraph.ts';
import { letterInput, LI, openMailbox } from '../mailbox/mailbox-world.ts';

const SUBMIT =
  'mutation ($letter: LetterInput!) { submitMayorPetition(letter: $letter) { queryCode } }';

describe('a WebSocket of a subgraph', () => {
  it('takes no message that is longer than a body may be, whoever sends it', async () => {
    await using world = await openMailbox(createMayor, { schema: 'mayor', prefix: 'mayor' });
    const socket = new WebSocket(`${world.url}/graphql`, 'graphql-transport-ws');
    await once(socket, 'open');
    socket.on('error', () => undefined);
    socket.send(JSON.stringify({ type: 'ping', payload: { filled: '1'.repeat(9_000_000) } }));
    const [message] = (await Promise.race([once(socket, 'close'), once(socket, 'message')])) as [
      unknown,
    ];
    expect(message).toBe(1009);
  });
});

describe('R10 what a subgraph refuses it does not repeat', () => {
  it('in its answer: a name in the place of a kind', async () => {
    await using world = await openMailbox(createMayor, { schema: 'mayor', prefix: 'mayor' });
    const letter = { ...letterInput(), type: '李建国' };
    const { errors } = await world.ask(LI, SUBMIT, { letter });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(JSON.stringify(errors)).toContain('letter.type');
    expect(JSON.stringify(errors)).not.toContain('李建国');
  });

  it.each([
    ['{"query":"李建国', 400],
    [JSON.stringify({ query: '李建国'.repeat(2_000_000) }), 413],
  ])('nor on standard error: a body that cannot be read', async (body, status) => {
    await using world = await openMailbox(createMayor, { schema: 'mayor', prefix: 'mayor' });
    const written = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const consoled = jest.spyOn(console, 'error').mockReturnValue();
    try {
      const response = await fetch(`${world.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      expect(response.status).toBe(status);
      expect(await response.text()).toContain('BAD_USER_INPUT');
      expect([...written.mock.calls, ...consoled.mock.calls]).toEqual([]);
    } finally {
      written.mockRestore();
      consoled.mockRestore();
    }
  });
});
