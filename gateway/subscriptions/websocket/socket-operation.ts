import { GraphQLError } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { Logger } from '../../../subgraphs/kit/process/log.ts';
import type { Caller } from '../../auth/caller.ts';
import { planPermitted } from '../../authorization/plan-permitted.ts';
import type { OperationRequest } from '../../execution/execute-operation.ts';
import { internalError } from '../../execution/errors.ts';
import { isData } from '../../execution/merge.ts';
import type { PlannedOperation } from '../../execution/planning/plan.ts';
import type { Admit } from '../../limits/admission.ts';
import { limitExceeded } from '../../limits/limit-exceeded.ts';
import type { RateLimits } from '../../limits/rate.ts';
import type { SubscriptionCaps } from '../../limits/subscription-caps.ts';
import type { Generation } from '../../supergraph/generation.ts';
import { requestIdFrom } from '../../telemetry/request-id.ts';
import type { SocketConnection } from './socket-connection.ts';
import type { SocketIdentity } from './socket-identity.ts';

/** One operation that came over a socket. */
export interface SocketOperation {
  planned: PlannedOperation;
  request: OperationRequest;
  connection: SocketConnection;
  /** The client's own, for the frames that answer it. */
  id: string;
  /** Among those that one client may have at once; to be given back when it is over. */
  place: Disposable;
}

interface PreparerDeps {
  currentGeneration: () => Generation;
  admit: Admit;
  rates: RateLimits;
  caps: SubscriptionCaps;
  /** Queries and mutations at once on one socket; null for any number. */
  maxUnderWay: number | null;
  log: Logger;
}

type Prepared = SocketOperation | { errors: readonly GraphQLError[] };

type PrepareOperation = (
  connection: SocketConnection,
  identity: SocketIdentity,
  message: { id: string; payload: SubscribePayload },
) => Prepared;

/** Admits and plans what a client sent; never throws, which would close its socket. */
export function createOperationPreparer(deps: PreparerDeps): PrepareOperation {
  return (connection, identity, { id, payload }) => {
    const requestId = requestIdFrom(identity.requestId);
    const prepared = prepare(deps, { connection, identity, id, payload, requestId });
    if ('errors' in prepared) {
      const errorCodes = prepared.errors.map(({ extensions }) => extensions.code);
      deps.log.info({ requestId, errorCodes }, 'refused');
    }
    return prepared;
  };
}

interface Asked {
  connection: SocketConnection;
  identity: SocketIdentity;
  id: string;
  payload: SubscribePayload;
  requestId: string;
}

function prepare(deps: PreparerDeps, asked: Asked): Prepared {
  try {
    return admitAndPlan(deps, asked);
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    deps.log.error({ requestId: asked.requestId, err: error }, 'an operation could not be planned');
    return { errors: [internalError('the operation could not be planned')] };
  }
}

function admitAndPlan(deps: PreparerDeps, asked: Asked): Prepared {
  const { connection, identity, id, payload, requestId } = asked;
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
  const countWork = deps.rates.workOf(actor, address);
  const request = {
    variables: isData(variables) ? variables : {},
    caller: { ...callerOf(identity, requestId), countWork },
  };
  const planning = { operationName, variables: request.variables, countWork };
  const planned = planPermitted(generation, document, planning, identity);
  if ('errors' in planned) return planned;
  const place = takePlace(deps, connection, identity, planned);
  return { planned, connection, id, request, place };
}

/** @throws GraphQLError where the client has as many as it may have */
function takePlace(
  { caps, maxUnderWay }: PreparerDeps,
  connection: SocketConnection,
  { actor, address }: SocketIdentity,
  { kind }: PlannedOperation,
): Disposable {
  if (kind === 'subscription') return caps.take({ actor, address, connection });
  if (maxUnderWay !== null && connection.underWay() >= maxUnderWay)
    throw limitExceeded({
      limit: 'socketOperations',
      maximum: maxUnderWay,
      received: null,
      what: 'queries and mutations at once on one connection',
      status: 429,
    });
  return connection.begin();
}

function callerOf({ actor, scopes, client, forwarded }: SocketIdentity, requestId: string): Caller {
  return {
    actor,
    requestId,
    ...(scopes && { scopes }),
    ...(client !== undefined && { client }),
    ...(forwarded && { forwarded }),
  };
}

function noDocument(): GraphQLError {
  return new GraphQLError('Expected a document in `query`, but got none.', {
    extensions: { code: 'BAD_REQUEST' },
  });
}
