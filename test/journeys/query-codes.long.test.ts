import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { QUERY_CODE_ALPHABET, readQueryCode } from '../../schema/contract/query-code.ts';
import { createQueryCode } from '../../subgraphs/kit/query-codes/query-code.ts';
import { startCity, type City } from './support/city.ts';
import { caseOf, submitToMayor } from './support/letters.ts';

const ADDRESSES = 100;
const BATCHES_PER_ADDRESS = 4;
const BATCH = 25;
const PAIRS = 200;

let city: City;
let queryCode: string;
beforeAll(async () => {
  // The gateway's own rates are per process; what is looked at here holds without them.
  city = await startCity({ TRUSTED_PROXIES: '1', RATE_QUERY_CODE: 'off', RATE_ADDRESS: 'off' });
  const letter = await submitToMayor(await city.as('citizen-li'));
  await caseOf(await city.as('city-bureau'), letter.petitionId);
  queryCode = letter.queryCode;
});
afterAll(async () => city[Symbol.asyncDispose]());

/** What an address hears of some codes: a state, `null`, or the code of an error. */
async function tryCodes(address: string, codes: readonly string[]): Promise<string[]> {
  const fields = codes.map(
    (code, index) => `c${index}: caseStatus(queryCode: "${code}") { state }`,
  );
  const response = await fetch(`${city.stack.url('gateway')}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    body: JSON.stringify({ query: `{ ${fields.join('\n')} }` }),
  });
  const { data, errors = [] } = (await response.json()) as {
    data: Record<string, { state: string } | null>;
    errors?: { path: [string]; extensions: { code: string } }[];
  };
  return codes.map((_, index) => {
    const error = errors.find(({ path }) => path[0] === `c${index}`);
    return error?.extensions.code ?? data[`c${index}`]?.state ?? 'null';
  });
}

/** Half never given out at all, half as near to the right one as its check symbol lets pass. */
function wrongCodes(): string[] {
  const near = nearCodes();
  return Array.from({ length: BATCH }, (_, index) =>
    index % 2 === 0 ? createQueryCode() : near[Math.floor(Math.random() * near.length)]!,
  );
}

interface Heard {
  code: string;
  answer: string;
}

let known: string[] | undefined;
function nearCodes(): string[] {
  if (known) return known;
  const right = Array.from(queryCode.replaceAll('-', ''));
  const symbols = Array.from(QUERY_CODE_ALPHABET);
  known = right.flatMap((_, place) =>
    symbols.flatMap((one) =>
      symbols.map((two) =>
        right
          .with(place, one)
          .with((place + 1) % right.length, two)
          .join(''),
      ),
    ),
  );
  known = known.filter((code) => readQueryCode(code) !== null && code !== right.join(''));
  return known;
}

/** What each address heard of which code; the same code again is no new guess. */
async function attack(addresses: readonly string[]): Promise<Map<string, Heard[]>> {
  const heard = new Map<string, Heard[]>();
  for (let batch = 0; batch < BATCHES_PER_ADDRESS; batch += 1)
    await Promise.all(
      addresses.map(async (address) => {
        const codes = wrongCodes();
        const answers = await tryCodes(address, codes);
        const told = codes.map((code, index) => ({ code, answer: answers[index]! }));
        heard.set(address, [...(heard.get(address) ?? []), ...told]);
      }),
    );
  return heard;
}

/** How long a wrong code takes, asked alone by an address that may still ask; in ms. */
async function timed(address: string, code: string): Promise<number> {
  const startedAt = performance.now();
  expect(await tryCodes(address, [code])).toEqual(['null']);
  return performance.now() - startedAt;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]!;
}

describe('R17 a wrong query code', () => {
  it('takes as long whether it is near to a right one or was never given out', async () => {
    const near: number[] = [];
    const far: number[] = [];
    const codes = nearCodes();
    // In turns, so that whatever else the machine does slows both alike.
    for (let pair = 0; pair < PAIRS; pair += 1) {
      const address = `192.0.2.${(pair % 50) + 1}`;
      near.push(await timed(address, codes[Math.floor(Math.random() * codes.length)]!));
      far.push(await timed(address, createQueryCode()));
    }
    const ratio = median(near) / median(far);
    expect([ratio > 0.5, ratio < 2]).toEqual([true, true]);
  });
});

describe('R17 10,000 wrong query codes from 100 addresses', () => {
  it('hear the same of wrong and unknown codes, are throttled, and throttle nobody else', async () => {
    const addresses = Array.from({ length: ADDRESSES }, (_, index) => `203.0.113.${index + 1}`);
    const first = await attack(addresses.slice(0, ADDRESSES / 2));
    await Promise.all(
      ['casework', 'gateway'].map(async (name) => {
        await city.stack.kill(name);
        await city.stack.start(name);
      }),
    );
    const answers = new Map([...first, ...(await attack(addresses.slice(ADDRESSES / 2)))]);
    const all = [...answers.values()].flat();
    expect(all).toHaveLength(10_000);
    expect(new Set(all.map(({ answer }) => answer))).toEqual(new Set(['null', 'RATE_LIMITED']));
    for (const [address, heard] of answers) {
      const looked = heard.filter(({ answer }) => answer === 'null').map(({ code }) => code);
      expect([address, new Set(looked).size <= 10]).toEqual([address, true]);
    }
    const [attacker] = addresses;
    expect(await tryCodes(attacker!, [queryCode])).toEqual(['RATE_LIMITED']);
    expect(await tryCodes('198.51.100.7', [queryCode])).toEqual(['REGISTERED']);
  });

  it('are told at once where they were mistyped, which does not count', async () => {
    const mistyped = `${queryCode.slice(0, -1)}${queryCode.endsWith('A') ? 'B' : 'A'}`;
    for (let count = 0; count < 12; count += 1)
      expect(await tryCodes('198.51.100.8', [mistyped])).toEqual(['BAD_USER_INPUT']);
    expect(await tryCodes('198.51.100.8', [queryCode])).toEqual(['REGISTERED']);
  });
});
