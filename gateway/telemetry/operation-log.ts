import type { GraphQLFormattedError } from 'graphql';
import type { Logger } from '../../subgraphs/kit/process/log.ts';
import type { Caller } from '../auth/caller.ts';

interface FinishedOperation {
  caller: Caller;
  transport: 'http' | 'websocket' | 'sse';
  operationName: string | null;
  startedAtMs: number;
  errors: readonly Pick<GraphQLFormattedError, 'extensions'>[];
  isSubscription?: boolean;
}

/** One line per operation. No variables and no query text: both hold personal data. */
export function logOperation(log: Logger, operation: FinishedOperation): void {
  const codes = new Set(operation.errors.map((error) => error.extensions?.code));
  log.info(
    {
      requestId: operation.caller.requestId,
      transport: operation.transport,
      operation: operation.operationName?.slice(0, 100) ?? null,
      role: operation.caller.actor.role,
      durationMs: Math.round(performance.now() - operation.startedAtMs),
      errorCodes: [...codes],
    },
    operation.isSubscription ? 'subscription over' : 'operation',
  );
}
