import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

const MODULE = new URL('../../../clients/portal/client/follow-letter.ts', import.meta.url);

/** Follows a letter where nobody answers, and gives it up at once. */
const PROGRAM = `
  import { followLetter } from ${JSON.stringify(MODULE.href)};
  const following = followLetter({
    url: 'ws://127.0.0.1:1/graphql',
    token: () => null,
    letter: { queryCode: 'XXXXX-XXXXX-XXXXX' },
    after: null,
    onEvent: () => undefined,
    onState: (state) => console.log(state),
  });
  following.stop();
`;

describe('following a letter', () => {
  it('ends without a fault where it is given up before it is connected', () => {
    const flags = ['--input-type=module', '--eval', PROGRAM];
    const { status, stdout } = spawnSync(process.execPath, flags, { encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'connecting\n' });
  });
});
