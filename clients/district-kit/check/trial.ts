import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { REQUEST_ID_HEADER, type Actor } from '../../../schema/contract/actor.ts';
import { Unmet } from './case.ts';
import type { StandInCity } from './stand-in-city.ts';
import type { TrialKeys, WrongToken } from './trial-keys.ts';

interface WireError {
  message?: unknown;
  path?: (string | number)[];
  extensions?: Record<string, unknown>;
}

/** What came, whatever it is: a system under trial may answer anything. */
export interface Answer {
  status: number;
  /** Null where it is no JSON object. */
  data: unknown;
  errors: WireError[];
  text: string;
  durationMs: number;
}

/** One request and what came, for the report. */
export interface Exchange {
  request: string;
  response: string;
}

/** Who asks: an actor, or an actor by a token that must not be trusted. */
type Asker = Actor | { actor: Actor; wrong: WrongToken };

/** One system under trial, and everything a case may do to it. */
export interface Trial {
  /** Area code. */
  code: string;
  /** `district:<code>`. */
  unit: string;
  url: string;
  /** New at every run, so that a system may be tried again and again. */
  run: string;
  keys: TrialKeys;
  city: StandInCity;
  /** Kill -9 and a new start at the same address; null where the kit did not start it. */
  restart: (() => Promise<void>) | null;
  /** How many times as long as the contract has it the system may take: 1, but on a busy machine. */
  patience: number;
  /** Waits until something is there. @throws Unmet that says so after `withinMs`, times patience */
  within: <Found>(
    withinMs: number,
    missing: string,
    look: () => Found | null | undefined | false,
  ) => Promise<Found>;
  ask: (who: Asker, query: string, variables?: Record<string, unknown>) => Promise<Answer>;
  /** Sends anything. */
  send: (init: RequestInit) => Promise<Answer>;
  /** Since it was called last. */
  takeExchanges: () => Exchange[];
}

const TIMEOUT_MS = 10_000;
const SHOWN_CHARS = 2_000;
const KEPT_EXCHANGES = 6;

type TrialDeps = Pick<Trial, 'code' | 'url' | 'keys' | 'city' | 'restart' | 'patience'>;

export function createTrial(deps: TrialDeps): Trial {
  let exchanges: Exchange[] = [];
  const note = (request: string, response: string): void => {
    exchanges = [...exchanges.slice(1 - KEPT_EXCHANGES), { request, response }];
  };
  const post = async (init: RequestInit, shown: string): Promise<Answer> => {
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS * deps.patience);
      const answer = await fetchAnswer(deps.url, { ...init, signal });
      note(shown, `HTTP ${String(answer.status)}\n${answer.text.slice(0, SHOWN_CHARS)}`);
      return answer;
    } catch (error) {
      note(shown, describe(error));
      throw new Unmet(`没有应答：${describe(error)}`);
    }
  };
  return {
    ...deps,
    unit: `district:${deps.code}`,
    run: randomUUID().slice(0, 8),
    within: (withinMs, missing, look) => waitFor(withinMs * deps.patience, missing, look),
    send: (init) => post(init, describeInit(init)),
    ask: async (who, query, variables = {}) => {
      const { actor, wrong } = 'actor' in who ? who : { actor: who, wrong: undefined };
      const isNobody = actor.role === 'ANONYMOUS';
      const token = isNobody ? null : await deps.keys.sign(actor, wrong);
      const shown = `${describeActor(actor)}${wrong ? ` ${JSON.stringify(wrong)}` : ''}\n${query.trim()}\n${JSON.stringify(variables)}`;
      return post(
        {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            [REQUEST_ID_HEADER]: randomUUID(),
            ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          },
          body: JSON.stringify({ query, variables }),
        },
        shown,
      );
    },
    takeExchanges: () => {
      const taken = exchanges;
      exchanges = [];
      return taken;
    },
  };
}

async function fetchAnswer(url: string, init: RequestInit): Promise<Answer> {
  const startedAt = performance.now();
  const response = await fetch(url, init);
  const text = await response.text();
  const durationMs = performance.now() - startedAt;
  const body = parseObject(text);
  const errors = Array.isArray(body?.errors) ? (body.errors as WireError[]) : [];
  return { status: response.status, data: body?.data ?? null, errors, text, durationMs };
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function describe(error: unknown): string {
  if (!Error.isError(error)) return 'unknown';
  const { cause } = error;
  return Error.isError(cause) ? `${error.message}: ${cause.message}` : error.message;
}

function describeActor({ role, id, unit }: Actor): string {
  return [role, id, unit].filter(Boolean).join(' ');
}

function describeInit({ method = 'GET', body }: RequestInit): string {
  const text = typeof body === 'string' ? body : '';
  return `${method}\n${text.slice(0, 200)}${text.length > 200 ? ` … (${String(text.length)})` : ''}`;
}

/** What stands at a place of the data, undefined where there is none. */
export function valueAt({ data }: Pick<Answer, 'data'>, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null
        ? (value as Record<string | number, unknown>)[step]
        : undefined,
    data,
  );
}

async function waitFor<Found>(
  withinMs: number,
  missing: string,
  look: () => Found | null | undefined | false,
): Promise<Found> {
  const endAt = performance.now() + withinMs;
  for (;;) {
    const found = look();
    if (found) return found;
    if (performance.now() > endAt) throw new Unmet(`${String(withinMs / 1_000)} 秒内${missing}`);
    await sleep(20);
  }
}
