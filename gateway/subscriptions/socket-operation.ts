import { GraphQLError } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Logger } from '../../subgraphs/kit/process/log.ts';
import type { Caller } from '../auth/caller.ts';
import { planPermitted } from '../authorization/plan-permitted.ts';
import type { OperationRequest } from '../execution/execute-operation.ts';
import { internalError } from '../execution/errors.ts';
import { isData } from '../execution/merge.ts';
import type { PlannedOperation } from '../execution/plan.ts';
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

type Prepared = SocketOperation | { errors: readonly GraphQLError[] };

type PrepareOperation = (
  socket: WebSocket,
  identity: SocketIdentity,
  payload: SubscribePayload,
) => Prepared;

/** Admits and plans what a client sent; never throws, which would close its socket. */
export function createOperationPreparer(deps: PreparerDeps): PrepareOperation {
  return (socket, identity, payload) => {
    const requestId = requestIdFrom(identity.requestId);
    const prepared = prepare(deps, socket, { identity, payload, requestId });
    if ('errors' in prepared) {
      const errorCodes = prepared.errors.map(({ extensions }) => extensions.code);
      deps.log.info({ requestId, errorCodes }, 'refused');
    }
    return prepared;
  };
}

interface Asked {
  identity: SocketIdentity;
  payload: SubscribePayload;
  requestId: string;
}

function prepare(deps: PreparerDeps, socket: WebSocket, asked: Asked): Prepared {
  try {
    return admitAndPlan(deps, socket, asked);
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    deps.log.error({ requestId: asked.requestId, err: error }, 'an operation could not be planned');
    return { errors: [internalError('the operation could not be planned')] };
  }
}

function admitAndPlan(
  deps: PreparerDeps,
  socket: WebSocket,
  { identity, payload, requestId }: Asked,
): Prepared {
  const { actor, address } = identity;
  const { query, extensions, variables } = payload;
  // over HTTP each request counts before it is read
  deps.rates.passAddress(address);
  const generation = deps.currentGeneration();
  const operationName = payload.operationName ?? null;
  const given = { query, extensions };
  const admitted = deps.admit({ generation, given, operationName, variables, actor, address });
  if (!admitted) return { errors: [noDocument()] };
  if ('errors' in admitted) return admitted;
  const { document } = admitted;
  const planned = planPermitted(generation, document, operationName, identity);
  if ('errors' in planned) return planned;
  const caller = callerOf(identity, requestId, planned);
  return { planned, socket, request: { variables: isData(variables) ? variables : {}, caller } };
}

/** A subscription may be shared, and must not end with the socket of whoever came first. */
function callerOf(
  { actor, scopes, client, forwarded, signal }: SocketIdentity,
  requestId: string,
  planned: PlannedOperation,
): Caller {
  return {
    actor,
    requestId,
    ...(scopes && { scopes }),
    ...(planned.kind === 'request' && { signal }),
    ...(client !== undefined && { client }),
    ...(forwarded && { forwarded }),
  };
}

function noDocument(): GraphQLError {
  return new GraphQLError('Expected a document in `query`, but got none.', {
    extensions: { code: 'BAD_REQUEST' },
  });
}
