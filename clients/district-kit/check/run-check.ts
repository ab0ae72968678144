import { createHash } from 'node:crypto';
import { Unmet, type ConformanceCase, type Need } from './case.ts';
import { nobody } from './people.ts';
import { readServedSdl } from './served-sdl.ts';
import { type Exchange, type Trial, valueAt } from './trial.ts';

/** `skipped`: its surroundings were not there; `error`: the kit itself failed, which says nothing of the system. */
type Verdict = 'passed' | 'failed' | 'skipped' | 'error';

/** What came of one case. */
export interface CaseResult {
  rule: Omit<ConformanceCase, 'run'>;
  verdict: Verdict;
  /** 实际; empty where it passed. */
  actual: string;
  exchanges: Exchange[];
  durationMs: number;
}

/** What came of all. */
export interface CheckResult {
  code: string;
  url: string;
  /** ISO 8601. */
  startedAt: string;
  /** SHA-256 of the served SDL, hexadecimal; empty where none is served. */
  sdlHash: string;
  results: CaseResult[];
}

/** @throws Error where the system cannot be reached at all */
export async function runCheck(
  trial: Trial,
  cases: readonly ConformanceCase[],
  onResult: (result: CaseResult) => void = () => undefined,
): Promise<CheckResult> {
  const startedAt = new Date().toISOString();
  await mustReach(trial);
  const sdlHash = await hashServedSdl(trial);
  const missing = await missingNeeds(trial);
  const results: CaseResult[] = [];
  for (const rule of cases) {
    const result = await runCase(trial, rule, missing);
    results.push(result);
    onResult(result);
  }
  return { code: trial.code, url: trial.url, startedAt, sdlHash, results };
}

/** Exit code: 0 passed, 1 a MUST is not met, 2 the kit or its surroundings failed. */
export function exitCodeOf({ results }: CheckResult): 0 | 1 | 2 {
  const isUnmet = results.some(
    ({ verdict, rule }) => verdict === 'failed' && rule.strength === 'MUST',
  );
  if (isUnmet) return 1;
  return results.some(({ verdict }) => verdict === 'error') ? 2 : 0;
}

/** SHA-256 of the served SDL; empty where none is served. */
async function hashServedSdl(trial: Pick<Trial, 'ask'>): Promise<string> {
  const sdl = await readServedSdl(trial).catch(() => null);
  return sdl === null ? '' : createHash('sha256').update(sdl).digest('hex');
}

/** @throws Error that says what to start */
async function mustReach(trial: Trial): Promise<void> {
  try {
    await trial.ask(nobody, '{ __typename }');
  } catch (cause) {
    throw new Error(`${trial.url} 没有应答。请先启动系统，或用 --start 让工具来启动。`, { cause });
  }
}

async function missingNeeds(trial: Trial): Promise<ReadonlyMap<Need, string>> {
  const missing = new Map<Need, string>();
  const actor = { role: 'CITY_BUREAU', id: 'kit-city', unit: null } as const;
  const asked = await trial.ask(actor, '{ __typename }');
  if (valueAt(asked, '__typename') !== 'Query')
    missing.set('trust', '系统不认试用密钥：以 settings 打印的 ACTOR_JWKS 启动它');
  if (!trial.restart) missing.set('restart', '只有用 --start 启动的系统才能 kill -9');
  return missing;
}

async function runCase(
  trial: Trial,
  { run, ...rule }: ConformanceCase,
  missing: ReadonlyMap<Need, string>,
): Promise<CaseResult> {
  const absent = rule.needs.find((need) => missing.has(need));
  if (absent !== undefined) {
    const actual = missing.get(absent) ?? '';
    // What cannot be shown is not passed: trust is for the one who runs the system to give.
    const verdict = absent === 'trust' && rule.strength === 'MUST' ? 'failed' : 'skipped';
    return { rule, verdict, actual, exchanges: [], durationMs: 0 };
  }
  trial.takeExchanges();
  const startedAt = performance.now();
  const { verdict, actual } = await judge(trial, run);
  const durationMs = Math.round(performance.now() - startedAt);
  return { rule, verdict, actual, exchanges: trial.takeExchanges(), durationMs };
}

async function judge(
  trial: Trial,
  run: ConformanceCase['run'],
): Promise<Pick<CaseResult, 'verdict' | 'actual'>> {
  try {
    await run(trial);
    return { verdict: 'passed', actual: '' };
  } catch (error) {
    if (error instanceof Unmet) return { verdict: 'failed', actual: error.message };
    return { verdict: 'error', actual: Error.isError(error) ? error.message : 'unknown' };
  }
}
