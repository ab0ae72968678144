import { createHash } from 'node:crypto';
import { z } from 'zod';
import { readDistrictContractSdl } from '../../../schema/sdl.ts';
import { exitCodeOf, type CheckResult } from '../check/run-check.ts';

/** Raised whenever a case is added or changes what it asks for. */
const KIT_VERSION = '1.0.0';

/** report.json; `z.toJSONSchema` of it stands beside it. */
export const reportShape = z.object({
  format: z.literal('petition-graph/district-report/1'),
  kitVersion: z.string(),
  /** SHA-256 of the contract's SDL, and of the SDL that the system served. */
  contractHash: z.string(),
  sdlHash: z.string(),
  district: z.string(),
  url: z.string(),
  startedAt: z.iso.datetime(),
  /** Of all cases: `--only` leaves some out. */
  isComplete: z.boolean(),
  exitCode: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  results: z.array(
    z.object({
      id: z.string(),
      level: z.enum(['L1', 'L2', 'L3', 'L4']),
      strength: z.enum(['MUST', 'SHOULD', 'MAY']),
      verdict: z.enum(['passed', 'failed', 'skipped', 'error']),
      title: z.string(),
      requirement: z.string(),
      expected: z.string(),
      actual: z.string(),
      fix: z.string(),
      durationMs: z.number(),
      exchanges: z.array(z.object({ request: z.string(), response: z.string() })),
    }),
  ),
});

export type Report = z.output<typeof reportShape>;

/** SHA-256 of the contract that this kit checks against. */
export function contractHash(): string {
  return createHash('sha256').update(readDistrictContractSdl()).digest('hex');
}

export function toReport(check: CheckResult, isComplete: boolean): Report {
  return {
    format: 'petition-graph/district-report/1',
    kitVersion: KIT_VERSION,
    contractHash: contractHash(),
    sdlHash: check.sdlHash,
    district: check.code,
    url: check.url,
    startedAt: check.startedAt,
    isComplete,
    exitCode: exitCodeOf(check),
    results: check.results.map(({ rule, verdict, actual, durationMs, exchanges }) => ({
      id: rule.id,
      level: rule.level,
      strength: rule.strength,
      verdict,
      title: rule.title,
      requirement: `clients/district-kit/contract.md#${rule.section}`,
      expected: rule.expected,
      actual,
      fix: rule.fix,
      durationMs,
      exchanges,
    })),
  };
}
