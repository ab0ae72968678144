import { describe, expect, it } from '@jest/globals';
import { startGraph } from '../support/start-graph.ts';
import { limitsWith } from '../support/test-settings.ts';

const BY_FRAGMENT =
  '{ ...F } fragment F on Query { ... { alias: __schema { queryType { name } } } }';

describe('introspection', () => {
  it('where it is off, is for nobody, by whatever way it is asked; __typename is none', async () => {
    await using graph = await startGraph({ limits: limitsWith({ introspection: 'off' }) });
    for (const query of [BY_FRAGMENT, '{ __type(name: "Case") { name } }']) {
      const response = await graph.post({ query });
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({
        errors: [{ extensions: { code: 'FORBIDDEN' } }],
      });
    }
    expect((await graph.query('{ __typename }')).data).toEqual({ __typename: 'Query' });
  });

  it('where it is for staff, is not for citizens', async () => {
    await using graph = await startGraph({ limits: limitsWith({ introspection: 'staff' }) });
    const statusFor = async (claims: object) => {
      const authorization = `Bearer ${await graph.issuer.sign({ sub: 'u', ...claims })}`;
      return (await graph.post({ query: BY_FRAGMENT }, { authorization })).status;
    };
    expect((await graph.post({ query: BY_FRAGMENT })).status).toBe(403);
    expect(await statusFor({})).toBe(403);
    expect(await statusFor({ petition_role: 'CITY_BUREAU' })).toBe(200);
  });
});
