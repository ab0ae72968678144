import { describe, expect, it } from '@jest/globals';
import { gatewaySettings } from '../../../gateway/config.ts';
import { nationalSettings } from '../../../subgraphs/national/config.ts';
import { readInheritedEnv, readKeySourceEnv } from '../../../subgraphs/stack/config.ts';
import { PETITION_SERVICES } from '../../../subgraphs/stack/services.ts';

/** What the stack decides itself, or leaves as it is for one machine. */
const OF_THE_STACK =
  /^(NODE_ENV|HOST|PORT|LOG_LEVEL|SUPERGRAPH|SUBGRAPH_URLS|OIDC_.*|ACTOR_SIGNING_KEY|GRAPHIQL|DEV_ISSUER_URL|DOCUMENTS_SUBGRAPHS|PAGES|DRAIN_MS)$/;

function settingsOf(name: string): readonly string[] {
  const service = PETITION_SERVICES.flat().find((each) => each.name === name);
  return service?.operatorSettings ?? [];
}

describe('settings of the operator', () => {
  it('reach the gateway, each one that it knows', () => {
    const known = Object.keys(gatewaySettings.shape).filter((name) => !OF_THE_STACK.test(name));
    expect(settingsOf('gateway').toSorted()).toEqual(known.toSorted());
  });

  it('R38 reach the national subgraph, which calls the provinces', () => {
    const own = Object.keys(nationalSettings.shape).filter((name) => name.startsWith('PEER_'));
    expect(own).toContain('PEER_ENDPOINTS');
    expect(settingsOf('national')).toEqual(expect.arrayContaining(own));
    expect(settingsOf('mayor').filter((name) => name.startsWith('PEER_'))).toEqual([]);
  });

  it('R96 name another source of keys, by names of their own for casework', () => {
    const env = {
      ...{ PERSONAL_DATA_KEYS: '', PERSONAL_DATA_KEYS_URL: 'https://keys/mailboxes' },
      ...{ PERSONAL_DATA_KEYS_TOKEN_FILE: '/run/token', CASEWORK_DATA_KEYS_FILE: '/run/ring' },
    };
    expect(readKeySourceEnv('PERSONAL_DATA_KEYS', env)).toEqual({
      PERSONAL_DATA_KEYS_URL: 'https://keys/mailboxes',
      PERSONAL_DATA_KEYS_TOKEN_FILE: '/run/token',
    });
    expect(readKeySourceEnv('CASEWORK_DATA_KEYS', env)).toEqual({
      PERSONAL_DATA_KEYS_FILE: '/run/ring',
    });
    expect(readKeySourceEnv('CASEWORK_DATA_KEYS', { CASEWORK_DATA_KEYS_TOKEN: 'x' })).toBeNull();
  });

  it('are not shown to a service that they are not meant for', () => {
    const env = { PATH: '/bin', LIMIT_DEPTH: '7', OTHER: 'x' };
    expect(readInheritedEnv(settingsOf('gateway'), env)).toEqual({
      PATH: '/bin',
      LIMIT_DEPTH: '7',
    });
    expect(readInheritedEnv(settingsOf('mayor'), env)).toEqual({ PATH: '/bin' });
  });
});
