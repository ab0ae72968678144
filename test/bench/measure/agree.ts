import { isDeepStrictEqual } from 'node:util';
import type { RunningContender } from '../contenders/start-contender.ts';
import { bodyOf, type Scenario } from './scenario.ts';

/** Asks a contender once. @throws Error where it answers with errors */
export async function askOnce(
  { url, contender }: RunningContender,
  scenario: Scenario,
  authorization: string,
): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: bodyOf(scenario),
  });
  const text = await response.text();
  const { data, errors } = JSON.parse(text) as { data?: unknown; errors?: unknown };
  if (data && errors === undefined) return data;
  throw new Error(`${contender.name}, ${scenario.name}: ${text.slice(0, 500)}`);
}

/** @returns the place of the first difference, or null where there is none */
export function difference(expected: unknown, got: unknown, path = 'data'): string | null {
  if (isDeepStrictEqual(expected, got)) return null;
  if (!isObject(expected) || !isObject(got))
    return `${path}: expected ${JSON.stringify(expected)}, but got ${JSON.stringify(got)}`;
  for (const key of new Set([...Object.keys(expected), ...Object.keys(got)])) {
    const found = difference(expected[key], got[key], `${path}.${key}`);
    if (found !== null) return found;
  }
  return `${path}: differs in kind`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
