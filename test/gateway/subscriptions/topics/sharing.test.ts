import { describe, expect, it } from '@jest/globals';
import { ANONYMOUS, type Actor } from '../../../../schema/contract/actor.ts';
import { startLogServer } from './log-server.ts';
import { createWorld, until, type JoinOptions } from './topics-world.ts';

const actor = (role: Actor['role'], id: string, unit: string | null = null): Actor => ({
  role,
  id,
  unit,
});
const CHOSEN = `subscription ($kind: String, $after: String) {
  happened(kind: $kind, after: $after) { cursor thing { name } }
}`;
const SECRETS = 'subscription { happened { thing { name secret } } }';
const kindOf = (kind: string, rest = '') =>
  `subscription { happened(kind: "${kind}"${rest}) { cursor thing { name } } }`;
const secretsAfter = (cursor: string) =>
  `subscription { happened(after: "${cursor}") { thing { name secret } } }`;
const TICKED = 'subscription ($kind: String) { ticked(kind: $kind) }';

const SAME: Record<string, [JoinOptions, JoinOptions]> = {
  'staff of one role, whoever they are': [
    { actor: actor('CITY_BUREAU', 'a') },
    { actor: actor('CITY_BUREAU', 'b') },
  ],
  'staff of one unit': [
    { actor: actor('DEPARTMENT', 'a', 'department:x') },
    { actor: actor('DEPARTMENT', 'b', 'department:x') },
  ],
  'those who are nobody in particular': [{ actor: ANONYMOUS }, { actor: ANONYMOUS }],
  'different cursors': [{ after: 'c0' }, {}],
  'a cursor in the text and one in a variable': [
    { after: 'c0' },
    { query: 'subscription { happened(after: "c0") { cursor thing { name } } }' },
  ],
  'the list of what is open, and none': [
    {},
    { query: 'subscription { happened(withOpen: true) { cursor thing { name } } }' },
  ],
  'another layout of the text': [
    {},
    { query: '# here\nsubscription{happened{cursor,thing{name}}}' },
  ],
  'a variable that is null or its default': [
    { query: CHOSEN.replace('String,', 'String = "a",'), variables: { kind: 'a' } },
    { query: CHOSEN.replace('String,', 'String = "a",') },
  ],
  'a value in the text and in a variable': [
    { query: kindOf('a', ', after: "c0"') },
    { query: CHOSEN, variables: { kind: 'a' } },
  ],
  'a variable that is not given, and no argument': [{ query: CHOSEN }, {}],
  'a value in either place, of events that have no cursor': [
    { query: 'subscription { ticked(kind: "a") }' },
    { query: TICKED, variables: { kind: 'a' } },
  ],
  'cursors in the text, to those from whom the same field is withheld': [
    { query: secretsAfter('c0') },
    { query: secretsAfter('c7919') },
  ],
  'a cursor in the text or in a variable, to those from whom the same field is withheld': [
    { query: secretsAfter('c0') },
    {
      query: 'subscription ($c: String) { happened(after: $c) { thing { name secret } } }',
      variables: { c: 'c0' },
    },
  ],
  'the same scopes in another order': [{ scopes: ['x', 'y'] }, { scopes: ['y', 'x'] }],
};

const DIFFERENT: Record<string, [JoinOptions, JoinOptions]> = {
  'two citizens': [{ actor: actor('CITIZEN', 'a') }, { actor: actor('CITIZEN', 'b') }],
  'two systems': [{ actor: actor('SYSTEM', 'a') }, { actor: actor('SYSTEM', 'b') }],
  'two roles': [{ actor: actor('CITY_BUREAU', 'a') }, { actor: actor('CITY_OFFICE', 'a') }],
  'two units': [
    { actor: actor('DEPARTMENT', 'a', 'department:x') },
    { actor: actor('DEPARTMENT', 'a', 'department:y') },
  ],
  'different scopes': [{ scopes: ['x'] }, {}],
  'one who may see all of the document and one who may not': [
    { query: SECRETS, scopes: ['read:secrets'] },
    { query: SECRETS },
  ],
  'different forwarded headers': [
    { forwarded: { 'accept-language': 'zh' } },
    { forwarded: { 'accept-language': 'en' } },
  ],
  'other variables': [
    { query: CHOSEN, variables: { kind: 'a' } },
    { query: CHOSEN, variables: { kind: 'b' } },
  ],
  'a value in the text and another one in a variable': [
    { query: kindOf('a') },
    { query: CHOSEN, variables: { kind: 'b' } },
  ],
  'a value that is null, and none': [{ query: CHOSEN, variables: { kind: null } }, {}],
  'other values, of events that have no cursor': [
    { query: TICKED, variables: { kind: 'a' } },
    { query: TICKED, variables: { kind: 'b' } },
  ],
  'those from whom another field is withheld': [
    { query: SECRETS },
    { query: 'subscription { happened { thing { name hidden: secret } } }' },
  ],
  'another selection': [{}, { query: 'subscription { happened { cursor } }' }],
  'another name of the operation': [
    {},
    { query: 'subscription Other { happened { cursor thing { name } } }' },
  ],
};

async function topicsOf(pair: readonly JoinOptions[], isStaffOneAudience = true): Promise<number> {
  await using server = await startLogServer({ watermarks: 'prompt' });
  server.append();
  await using world = createWorld({ url: server.url, settings: { isStaffOneAudience } });
  for (const options of pair) expect(world.join(options).ended).toBeNull();
  return world.topics.stats().topics;
}

describe('one topic', () => {
  it.each(Object.keys(SAME))('serves %s', async (name) => {
    expect(await topicsOf(SAME[name] ?? [])).toBe(1);
  });

  it.each(Object.keys(DIFFERENT))('does not serve %s', async (name) => {
    expect(await topicsOf(DIFFERENT[name] ?? [])).toBe(2);
  });

  it('serves one subject only, where nobody knows by what subgraphs tell staff apart', async () => {
    const pair = SAME['staff of one role, whoever they are'] ?? [];
    expect(await topicsOf(pair, false)).toBe(2);
  });
});

describe('members of one topic', () => {
  it('cost one upstream, and one join and one text for each event', async () => {
    await using server = await startLogServer({ watermarks: 'prompt' });
    await using world = createWorld({ url: server.url });
    const members = Array.from({ length: 20 }, () => world.join());
    await until(() => server.readers().length === 1, 'an upstream');
    const { cursor } = server.append();
    await until(() => members.every(({ events }) => events.length === 1), 'the event at all');
    expect(new Set(members.map(({ events }) => events[0])).size).toBe(1);
    expect(JSON.parse(members[0]?.events[0]?.text ?? '')).toEqual({
      data: { happened: { cursor, thing: { name: `Name of ${cursor}` } } },
    });
    expect(world.joins.get(cursor)).toBe(1);
    expect(server.opened()).toBe(1);
  });

  it('with other rights get no field that only the others may see', async () => {
    await using server = await startLogServer({ watermarks: 'prompt' });
    await using world = createWorld({ url: server.url });
    const may = world.join({ query: SECRETS, scopes: ['read:secrets'] });
    const mayNot = world.join({ query: SECRETS });
    await until(() => server.readers().length === 2, 'two upstreams');
    const { cursor } = server.append();
    await until(() => may.events.length + mayNot.events.length === 2, 'the event at both');
    const name = `Name of ${cursor}`;
    expect(JSON.parse(may.events[0]?.text ?? '')).toEqual({
      data: { happened: { thing: { name, secret: `Secret of ${cursor}` } } },
    });
    expect(JSON.parse(mayNot.events[0]?.text ?? '')).toMatchObject({
      data: { happened: { thing: { name, secret: null } } },
      errors: [{ path: ['happened', 'thing', 'secret'], extensions: { code: 'FORBIDDEN' } }],
    });
  });

  it('with cursors of their own in the text share upstream and joins, though a field is withheld', async () => {
    await using server = await startLogServer({ watermarks: 'prompt' });
    const entries = [server.append(), server.append(), server.append()];
    await using world = createWorld({ url: server.url });
    const members = entries.map(({ cursor }) => world.join({ query: secretsAfter(cursor) }));
    const caughtUp = () => members.every(({ events }, index) => events.length === 2 - index);
    await until(caughtUp, 'what each has missed');
    await until(() => world.topics.stats().replays === 0, 'no replay left');
    await until(() => server.readers().length === 1, 'one upstream');
    const { cursor } = server.append();
    await until(() => members.every(({ cursors }) => cursors.at(-1) === cursor), 'the event');
    expect(new Set(members.map(({ events }) => events.at(-1))).size).toBe(1);
    expect(Math.max(...world.joins.values())).toBe(1);
    expect(world.topics.stats().topics).toBe(1);
    for (const { events } of members)
      for (const { text } of events)
        expect(JSON.parse(text)).toMatchObject({
          data: { happened: { thing: { secret: null } } },
          errors: [{ path: ['happened', 'thing', 'secret'], extensions: { code: 'FORBIDDEN' } }],
        });
  });

  it('keep the upstream for one who comes back at once', async () => {
    await using server = await startLogServer({ watermarks: 'prompt' });
    await using world = createWorld({ url: server.url, settings: { lingerMs: 60_000 } });
    const first = world.join();
    await until(() => server.readers().length === 1, 'an upstream');
    first.seat.leave();
    const missed = server.append();
    await until(() => world.joins.has(missed.cursor), 'it at the upstream that was kept');
    const second = world.join({ after: missed.cursor });
    const next = server.append();
    await until(() => second.cursors.length === 1, 'the next event');
    expect(second.cursors).toEqual([next.cursor]);
    expect(server.opened()).toBe(1);
  });
});
