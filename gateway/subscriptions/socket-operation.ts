import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Logger } from '../../subgraphs/kit/process/log.ts';
import type { OperationRequest } from '../execution/execute-operation.ts';
import { internalError } from '../execution/errors.ts';
import { isData } from '../execution/merge.ts';
import { planOperation, type PlannedOperation } from '../execution/plan.ts';
import { createDocumentStore } from '../execution/prepare-document.ts';
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
  log: Logger;
}

type PrepareOperation = (
  socket: WebSocket,
  identity: SocketIdentity,
  payload: SubscribePayload,
) => SocketOperation | { errors: readonly GraphQLError[] };

/** Reads, validates and plans what a client sent; never throws, which would close its socket. */
export function createOperationPreparer(deps: PreparerDeps): PrepareOperation {
  const prepareDocument = createDocumentStore();
  return (socket, identity, payload) => {
    const requestId = requestIdFrom(identity.requestId);
    try {
      const generation = deps.currentGeneration();
      const prepared = prepareDocument(generation, payload.query);
      if ('errors' in prepared) return { errors: prepared.errors.map(asGraphQLError) };
      const operationName = payload.operationName ?? null;
      const planned = planOperation(generation, prepared.document, operationName);
      if ('error' in planned) return { errors: [planned.error] };
      const variables = isData(payload.variables) ? payload.variables : {};
      return {
        planned,
        socket,
        request: { variables, caller: { actor: identity.actor, requestId } },
      };
    } catch (error) {
      deps.log.error({ requestId, err: error }, 'an operation could not be planned');
      return { errors: [internalError('the operation could not be planned')] };
    }
  };
}

function asGraphQLError({ message, extensions }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, { extensions: extensions ?? {} });
}
