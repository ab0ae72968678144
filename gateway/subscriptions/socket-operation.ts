import { GraphQLError } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { codedError } from '../../subgraphs/kit/errors.ts';
import type { Logger } from '../../subgraphs/kit/process/log.ts';
import type { Caller } from '../auth/caller.ts';
import type { OperationRequest } from '../execution/execute-operation.ts';
import { internalError } from '../execution/errors.ts';
import { isData } from '../execution/merge.ts';
import { planOperation, type PlannedOperation } from '../execution/plan.ts';
import type { Admit } from '../limits/admission.ts';
import type { RateLimits } from '../limits/rate.ts';
import type { Generation } from '../supergraph/generation.ts';
import { requestIdFrom } from '../telemetry/request-id.ts';
import type { SocketIdentity } from './socket-identity.ts';

/** One operation that came over a socket. */
export interface SocketOperation {
  planned: PlannedOperation;
  request: OperationRequest;
  socket: WebSocket;
}

interface PreparerDeps {
  currentGeneration: () => Generation;
  admit: Admit;
  rates: RateLimits;
  log: Logger;
}

type PrepareOperation = (
  socket: WebSocket,
  identity: SocketIdentity,
  payload: SubscribePayload,
) => SocketOperation | { errors: readonly GraphQLError[] };

/** Admits and plans what a client sent; never throws, which would close its socket. */
export function createOperationPreparer(deps: PreparerDeps): PrepareOperation {
  return (socket, identity, payload) => {
    const requestId = requestIdFrom(identity.requestId);
    try {
      // over HTTP each request counts before it is read
      deps.rates.passAddress(identity.address);
      const generation = deps.currentGeneration();
      const { actor, address } = identity;
      const { query, extensions, variables } = payload;
      const operationName = payload.operationName ?? null;
      const given = { query, extensions };
      const asked = { generation, given, operationName, variables };
      const admitted = deps.admit({ ...asked, actor, address });
      if (!admitted) return { errors: [noDocument()] };
      if ('errors' in admitted) return admitted;
      const planned = planOperation(generation, admitted.document, operationName);
      if ('error' in planned) return { errors: [planned.error] };
      const caller = callerOf(identity, requestId, planned);
      return {
        planned,
        socket,
        request: { variables: isData(variables) ? variables : {}, caller },
      };
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [error] };
      deps.log.error({ requestId, err: error }, 'an operation could not be planned');
      return { errors: [internalError('the operation could not be planned')] };
    }
  };
}

/** A subscription may be shared, and must not end with the socket of whoever came first. */
function callerOf(
  { actor, forwarded, signal }: SocketIdentity,
  requestId: string,
  planned: PlannedOperation,
): Caller {
  return {
    actor,
    requestId,
    ...(planned.kind === 'request' && { signal }),
    ...(forwarded && { forwarded }),
  };
}

function noDocument(): GraphQLError {
  return codedError('BAD_USER_INPUT', 'Expected a document in `query`, but got none.');
}
