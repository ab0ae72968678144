import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { listen } from '../../../subgraphs/kit/http/listen.ts';
import { startComposed, type ComposedGateway } from '../support/start-composed.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@external", "@requires"])
  scalar Raw
  input Note { size: Int = 3 of: [Note] ratio: Float = 1.5 text: String raw: Raw }`;
const ARGUMENTS = '(raw: Raw, ratio: Float, id: ID, text: String, sizes: [[Int]], note: Note)';

/** Answers with whatever text it is told to, and keeps the text that it was asked with. */
async function startParrot() {
  const parrot = { asked: '', answer: '' };
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      parrot.asked = body;
      response.setHeader('content-type', 'application/json');
      response.end(parrot.answer);
    });
  });
  const url = `${await listen(server, 0, '127.0.0.1')}/graphql`;
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return Object.assign(parrot, { url, [Symbol.dispose]: close });
}

type Parrot = Awaited<ReturnType<typeof startParrot>>;

const resources = new AsyncDisposableStack();
let things: Parrot;
let words: Parrot;
let gateway: ComposedGateway;
beforeAll(async () => {
  things = resources.use(await startParrot());
  words = resources.use(await startParrot());
  gateway = resources.use(
    await startComposed({
      things: {
        url: things.url,
        sdl: `${LINK} type Query { thing${ARGUMENTS}: Thing }
          type Thing @key(fields: "id") { id: ID! raw: Raw text: String lost: Int }`,
      },
      words: {
        url: words.url,
        sdl: `${LINK} type Thing @key(fields: "id") {
          id: ID! raw: Raw @external text: String @external
          word${ARGUMENTS}: Raw @requires(fields: "raw text") }`,
      },
    }),
  );
});
afterAll(() => resources.disposeAsync());

const THING = '{"data":{"thing":{"__typename":"Thing","id":"1","raw":null,"text":null}}}';
beforeEach(() => {
  Object.assign(things, { asked: '', answer: THING });
  words.answer = '{"data":{"_entities":[{"word":null}]}}';
});

async function post(body: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body });
  return Buffer.from(await response.arrayBuffer()).toString();
}

/** Text that a JSON parser of JavaScript's own writes just as it read it. */
const STRINGS = [
  '"\\ud800"',
  '"a\\udc00 and \\ud83d"',
  '"\u2028\u2029 é 水 😀 \\u0000\\u001f\u007f/\\"\\\\"',
  `"${'水'.repeat(30)}\\ud800"`,
  `"${'x'.repeat(30)}\u2028😀"`,
  '"__proto__"',
  '""',
];
const VALUES = [
  ...STRINGS,
  '0',
  '1e-7',
  '1e+21',
  '9007199254740991',
  '1.7976931348623157e+308',
  'false',
  '{"__proto__":{"a":1},"constructor":[1.5,{"toString":null}],"__typename":"Thing"}',
  `${'['.repeat(90)}${']'.repeat(90)}`,
];

describe('a variable reaches each subgraph as it came', () => {
  it.each([
    ...VALUES.map((value) => ['raw', 'Raw', value]),
    ...STRINGS.map((value) => ['text', 'String', value]),
    ['id', 'ID', '511602'],
    ['id', 'ID', '"511602"'],
    ['ratio', 'Float', '3'],
    ['ratio', 'Float', '1e-7'],
    ['sizes', '[[Int]]', '5'],
    ['sizes', '[[Int]]', '[[1,null],null,[2]]'],
    ['note', 'Note', '{}'],
    ['note', 'Note', '{"size":null,"of":{"ratio":2,"text":"\\udfff"},"raw":[{"a":null}]}'],
    ['note', 'Note', 'null'],
  ])('%s: %s = %s', async (name, type, value) => {
    const query = `query ($v: ${type}, $absent: ${type}) {
      thing(${name}: $v) { word(${name}: $v) of: word(${name}: $absent) } }`;
    await post(`{"query":${JSON.stringify(query)},"variables":{"v":${value}}}`);
    expect(things.asked).toContain(`"variables":{"v":${value}}`);
    expect(words.asked).toContain(`"variables":{"v":${value},"representations":`);
  });
});

describe('an answer reaches the client, and who requires it, as it came', () => {
  const answered = [
    ...VALUES.map((value) => [value, '"plain"']),
    ...STRINGS.map((value) => ['1', value]),
  ];
  it.each(answered)('%s and %s', async (raw, given) => {
    const thing = `"__typename":"Thing","id":"1","raw":${raw},"text":${given}`;
    things.answer = `{"data":{"thing":{${thing}}}}`;
    words.answer = `{"data":{"_entities":[{"word":${raw}}]}}`;
    expect(await post('{"query":"{ thing { raw text word } }"}')).toBe(
      `{"data":{"thing":{"raw":${raw},"text":${given},"word":${raw}}}}\n`,
    );
    expect(words.asked).toContain(`"representations":[{${thing}}]`);
  });

  it.each(answered)('%s and %s beside an error', async (raw, given) => {
    things.answer = `{"data":{"thing":{"raw":${raw},"text":${given},"lost":null}},
      "errors":[{"message":"no","path":["thing","lost"],"extensions":{"code":"NOT_FOUND"}}]}`;
    const body = await post('{"query":"{ thing { raw text lost } }"}');
    expect(body).toMatch(/^\{"errors":\[\{"message":"no"/);
    expect(body).toContain(`"data":{"thing":{"raw":${raw},"text":${given},"lost":null}}}\n`);
  });
});

describe('a number that no number can be', () => {
  it.each(['1e400', '-1e400', '[{"a":[1e999]}]'])(
    'is refused in a variable, not sent as null: %s',
    async (value) => {
      const query = 'query ($v: Raw) { thing(raw: $v) { id } }';
      const body = await post(`{"query":"${query}","variables":{"v":${value}}}`);
      expect(JSON.parse(body)).toMatchObject({
        errors: [{ extensions: { code: 'BAD_USER_INPUT', argument: 'v' } }],
      });
      expect(things.asked).toBe('');
    },
  );

  it.each(['raw: 1e400', 'ratio: -1e400', `ratio: ${'9'.repeat(400)}`, 'note: { raw: [1e999] }'])(
    'is refused in a document as the client’s mistake: %s',
    async (given) => {
      const body = await post(`{"query":"{ thing(${given}) { id } }"}`);
      expect(JSON.parse(body)).toMatchObject({
        errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
      });
    },
  );
});
