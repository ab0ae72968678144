import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ExponentialBackoff,
  handleWhenResult,
  retry,
  SamplingBreaker,
  TaskCancelledError,
} from 'cockatiel';
import { OperationTypeNode } from 'graphql';
import type { Logger } from '../../subgraphs/kit/process/log.ts';
import { unavailable } from '../execution/fetch/fetch-subgraph.ts';
import type {
  SubgraphRequest,
  SubgraphResult,
  SubgraphSource,
} from '../execution/fetch/subgraph-source.ts';
import { openDeadline, type Deadline } from './deadline.ts';
import type { FailureReason } from './failure.ts';

export interface TrafficConfig {
  /** For all tries of one fetch together. */
  timeoutMs: number;
  /** Further tries of a query that was not answered; 0 is off. */
  maxRetries: number;
  /** Null is off. */
  breaker: BreakerConfig | null;
}

interface BreakerConfig {
  /** Share of the last 10 s' fetches, 0 to 1, that must fail for the circuit to open. */
  failureShare: number;
  /** How long an open circuit refuses at once before one fetch tries again. */
  openMs: number;
}

interface TrafficDeps {
  /** Subgraph, or subgraph and partition, as the log and errors name it. */
  name: string;
  config: TrafficConfig;
  log: Logger;
}

const SAMPLE_MS = 10_000;
/** So that one lost fetch of a quiet hour opens nothing: ten within the sample. */
const MINIMUM_PER_SECOND = 1;
const RETRY_FIRST_MS = 25;
const RETRY_LONGEST_MS = 500;

/**
 * A timeout is not tried again: it would double the load of what is slow already. What is REJECTED
 * is the fault of one request, by which no client may open a circuit for all.
 */
const RETRIED: ReadonlySet<FailureReason> = new Set(['REFUSED', 'CONNECTION_LOST', 'BAD_RESPONSE']);
const COUNTED: ReadonlySet<FailureReason> = new Set([...RETRIED, 'TIMEOUT']);

type Attempt = () => Promise<SubgraphResult>;
type Policy = (attempt: Attempt, deadline: Deadline) => Promise<SubgraphResult>;

/**
 * Timeout, retries, circuit breaker and cancellation for one endpoint. Only queries are tried
 * again, and only they end with their client: a mutation under way is better finished.
 */
export function withTrafficCare(source: SubgraphSource, deps: TrafficDeps): SubgraphSource {
  const guarded = createBreaker(deps);
  const retrying = createRetry(deps.config, guarded);
  return {
    fetch: async (request) => {
      const isQuery = request.kind === OperationTypeNode.QUERY;
      const client = isQuery ? request.caller.signal : undefined;
      if (client?.aborted === true) return failed(deps.name, 'CANCELLED');
      using deadline = openDeadline(deps.config.timeoutMs, client);
      const attempt = (): Promise<SubgraphResult> => attemptOnce(source, request, deadline, deps);
      try {
        return await (isQuery ? retrying : guarded)(attempt, deadline);
      } catch (error) {
        if (error instanceof BrokenCircuitError) return failed(deps.name, 'CIRCUIT_OPEN');
        // it was over before the circuit was decided
        if (error instanceof TaskCancelledError)
          return failed(deps.name, deadline.reason() ?? 'CANCELLED');
        throw error;
      }
    },
  };
}

async function attemptOnce(
  source: SubgraphSource,
  request: SubgraphRequest,
  deadline: Deadline,
  { name }: TrafficDeps,
): Promise<SubgraphResult> {
  if (deadline.reason()) return failed(name, deadline.reason() ?? 'TIMEOUT');
  const caller = { ...request.caller, signal: deadline.signal };
  const result = await source.fetch({ ...request, caller });
  const reason = result.failure && deadline.reason();
  return reason ? failed(name, reason) : result;
}

function createBreaker({ config, name, log }: TrafficDeps): Policy {
  if (!config.breaker) return (attempt) => attempt();
  const policy = circuitBreaker(
    handleWhenResult((result) => isFailure(result, COUNTED)),
    {
      halfOpenAfter: config.breaker.openMs,
      breaker: new SamplingBreaker({
        threshold: config.breaker.failureShare,
        duration: SAMPLE_MS,
        minimumRps: MINIMUM_PER_SECOND,
      }),
    },
  );
  policy.onBreak(() => log.warn({ subgraph: name }, 'circuit open'));
  policy.onReset(() => log.info({ subgraph: name }, 'circuit closed'));
  return (attempt, deadline) => {
    const over = deadline.reason();
    if (over) return Promise.resolve(failed(name, over));
    return policy.execute(() => {
      // nothing is learned from a try that ends with its client
      if (policy.state === CircuitState.HalfOpen) deadline.outliveClient();
      return attempt();
    }, deadline.signal);
  };
}

function createRetry({ maxRetries }: TrafficConfig, inner: Policy): Policy {
  if (maxRetries === 0) return inner;
  const policy = retry(
    handleWhenResult((result) => isFailure(result, RETRIED)),
    {
      maxAttempts: maxRetries,
      backoff: new ExponentialBackoff({
        initialDelay: RETRY_FIRST_MS,
        maxDelay: RETRY_LONGEST_MS,
      }),
    },
  );
  return async (attempt, deadline) => {
    const first = await inner(attempt, deadline);
    // the policy costs every fetch, and nearly none is tried again
    if (!isFailure(first, RETRIED)) return first;
    let known: SubgraphResult | null = first;
    return policy.execute(() => {
      const result = known ?? inner(attempt, deadline);
      known = null;
      return result;
    }, deadline.signal);
  };
}

function isFailure(result: unknown, reasons: ReadonlySet<FailureReason>): boolean {
  const { failure } = result as SubgraphResult;
  return failure !== undefined && reasons.has(failure);
}

function failed(name: string, reason: FailureReason): SubgraphResult {
  return { data: null, errors: [unavailable(name, reason)], failure: reason };
}
