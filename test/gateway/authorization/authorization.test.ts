import { describe, expect, it } from '@jest/globals';
import type { ExecutionResult } from 'graphql';
import { BUREAU, CITIZEN, createGuardedGraph, NOBODY } from './guarded-graph.ts';

const graph = createGuardedGraph();

function errorsOf({ errors = [] }: ExecutionResult): string[] {
  return errors.map(({ path, extensions }) => `${path?.join('.')} ${String(extensions.code)}`);
}

describe('a field that the caller may not see is null, with its error, and is not asked for', () => {
  it('@authenticated: nobody in particular gets UNAUTHENTICATED at each place, whoever signed in the value', async () => {
    const refused = await graph.ask('{ users { name mail } }');
    expect(refused.data).toEqual({
      users: [{ name: 'Li', mail: null }, null, { name: 'Wu', mail: null }],
    });
    expect(errorsOf(refused)).toEqual([
      'users.0.mail UNAUTHENTICATED',
      'users.2.mail UNAUTHENTICATED',
    ]);
    expect(graph.asked.join()).not.toContain('mail');
    const seen = await graph.ask('{ users { mail } }', CITIZEN);
    expect(seen).toEqual({ data: { users: [{ mail: 'm' }, null, { mail: 'm' }] } });
  });

  it('@requiresScopes: all scopes of one alternative are needed; a role counts as a scope', async () => {
    const ask = async (scopes: string[]) =>
      errorsOf(await graph.ask('{ users { phone } }', { ...CITIZEN, scopes }));
    expect(await ask(['phone'])).toEqual(['users.0.phone FORBIDDEN', 'users.2.phone FORBIDDEN']);
    expect(await ask(['phone', 'read'])).toEqual([]);
    expect(errorsOf(await graph.ask('{ users { phone } }', BUREAU))).toEqual([]);
    expect(errorsOf(await graph.ask('{ users { phone } }', NOBODY))).toEqual([
      'users.0.phone UNAUTHENTICATED',
      'users.2.phone UNAUTHENTICATED',
    ]);
  });

  it('@policy: nobody satisfies a policy, unless it was configured', async () => {
    expect(errorsOf(await graph.ask('{ users { file } }', BUREAU))).toContain(
      'users.0.file FORBIDDEN',
    );
    const trusted = { ...BUREAU, scopes: ['policy:files'] };
    expect(errorsOf(await graph.ask('{ users { file } }', trusted))).toEqual([]);
  });

  it('a scalar or an object that is guarded guards every field that returns it', async () => {
    const refused = await graph.ask('{ users { secret vault { gold } } }', CITIZEN);
    expect(errorsOf(refused)).toEqual(['users.0.vault FORBIDDEN', 'users.2.vault FORBIDDEN']);
    expect(errorsOf(await graph.ask('{ users { secret } }'))).toHaveLength(2);
  });

  it('a field of an entity of another subgraph is not asked for there', async () => {
    const { data } = await graph.ask('{ users { age } }');
    expect(data).toEqual({ users: [{ age: null }, null, { age: null }] });
    expect(graph.asked).toHaveLength(1);
  });

  it('an object of which nothing is left is still told from null', async () => {
    const { data } = await graph.ask('{ tree { branch { leaf branch { leaf } } } }');
    expect(data).toEqual({ tree: { branch: { leaf: null, branch: null } } });
  });

  it('order of fields, aliases, fragments and conditions are the client’s', async () => {
    const query = `query ($no: Boolean!) {
      users { a: mail ...F n: name hidden: mail @include(if: $no) ... @skip(if: $no) { b: mail } }
    } fragment F on User { __typename mail name }`;
    const { data, errors } = await graph.ask(query, NOBODY, { no: false });
    const [first] = (data as { users: Record<string, unknown>[] }).users;
    expect(JSON.stringify(first)).toBe(
      '{"a":null,"__typename":"User","mail":null,"name":"Li","n":"Li","b":null}',
    );
    expect(errors).toHaveLength(6);
  });
});

describe('interfaces and unions', () => {
  it('a field of an interface needs what each object behind it needs; __typename needs nothing', async () => {
    const { data } = await graph.ask('{ letters { __typename id title } }');
    expect(data).toEqual({
      letters: [
        { __typename: 'Open', id: null, title: null },
        { __typename: 'Sealed', id: null, title: null },
      ],
    });
    expect(errorsOf(await graph.ask('{ letters { id title } }', CITIZEN))).toEqual([
      'letters.0.title FORBIDDEN',
      'letters.1.title FORBIDDEN',
    ]);
  });

  it('a fragment on one object needs what that one needs', async () => {
    const query = '{ letters { ... on Open { id } ... on Sealed { seal } } }';
    const result = await graph.ask(query);
    expect(result.data).toEqual({ letters: [{ id: 'o' }, { seal: null }] });
    expect(errorsOf(result)).toEqual(['letters.1.seal UNAUTHENTICATED']);
  });

  it('members of a union are withheld each for itself', async () => {
    const query = '{ found { ... on Sealed { seal } ... on Open { id title } } }';
    const result = await graph.ask(query, { ...NOBODY, scopes: ['titles'] });
    expect(result.data).toEqual({ found: [{ seal: null }, { id: 'o', title: 'O' }] });
  });
});

describe('the whole operation is refused, and no subgraph is asked', () => {
  it.each([
    ['a root field', '{ open me: mine }', ['me UNAUTHENTICATED']],
    ['a field that is never null', '{ users { n: number } }', ['users.n UNAUTHENTICATED']],
    ['a mutation beside another', 'mutation { note { id } erase }', ['erase UNAUTHENTICATED']],
    ['a subscription', 'subscription { noticed }', ['noticed UNAUTHENTICATED']],
    ['in a fragment', '{ ...F } fragment F on Query { mine }', ['mine UNAUTHENTICATED']],
  ])('%s', async (_what, query, errors) => {
    const result = await graph.ask(query);
    expect(result.data).toBeUndefined();
    expect(errorsOf(result)).toEqual(errors);
    expect(graph.asked).toEqual([]);
  });
});

describe('subscriptions', () => {
  it('each event is told with what is withheld from this caller', async () => {
    const result = await graph.ask('subscription { noted { name mail } }');
    expect(result.data).toEqual({ noted: { name: 'Li', mail: null } });
    expect(errorsOf(result)).toEqual(['noted.mail UNAUTHENTICATED']);
    const seen = await graph.ask('subscription { noted { name mail } }', CITIZEN);
    expect(seen).toEqual({ data: { noted: { name: 'Li', mail: 'm' } } });
  });
});
