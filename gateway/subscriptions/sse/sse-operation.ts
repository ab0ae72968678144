import type { Request } from 'express';
import { GraphQLError, OperationTypeNode } from 'graphql';
import { planPermitted } from '../../authorization/plan-permitted.ts';
import { isData, type Data } from '../../execution/merge.ts';
import type { PlannedOperation } from '../../execution/planning/plan.ts';
import type { HttpCaller } from '../../http/http-caller.ts';
import { readOperation, type ReadOperation } from '../../http/read-operation.ts';
import type { Admit } from '../../limits/admission.ts';
import type { Generation } from '../../supergraph/generation.ts';
import { resumeFrom } from './resume-from.ts';

/** What a client asks to be streamed. */
export interface SseOperation {
  planned: PlannedOperation;
  variables: Data;
}

interface ReadDeps {
  currentGeneration: () => Generation;
  admit: Admit;
}

/** Admits and plans what a request asks. */
export function readSseOperation(
  deps: ReadDeps,
  request: Request,
  { caller, address }: HttpCaller,
): SseOperation | { errors: readonly GraphQLError[] } {
  const read = readOperation(request);
  const generation = deps.currentGeneration();
  const { actor } = caller;
  const admitted = read && deps.admit({ ...read, generation, actor, address });
  const variables = read?.variables ?? {};
  if (!read || !admitted || !isData(variables)) return { errors: [malformed()] };
  if ('errors' in admitted) return admitted;
  const asked = { document: admitted.document, operationName: read.operationName, variables };
  const resumed = resumedBy(request, generation, asked);
  const planning = { ...resumed, countWork: caller.countWork };
  const planned = planPermitted(generation, resumed.document, planning, caller);
  if ('errors' in planned) return planned;
  const isChange = planned.operation.operation === OperationTypeNode.MUTATION;
  if (isChange && request.method === 'GET') return { errors: [getMayOnlyRead()] };
  return { planned, variables: resumed.variables };
}

type Asked = Parameters<typeof resumeFrom>[1] & Pick<ReadOperation, 'operationName'>;

/** Browsers send it by themselves, with the text of a page that knows nothing of it. */
function resumedBy(request: Request, generation: Generation, asked: Asked): Asked {
  const lastEventId = request.headers['last-event-id'];
  if (typeof lastEventId !== 'string' || lastEventId === '') return asked;
  return resumeFrom(generation, asked, lastEventId);
}

function malformed(): GraphQLError {
  return new GraphQLError(
    'Expected `query` and, as an object, `variables`: by POST as a JSON body, by GET as parameters.',
    { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } },
  );
}

function getMayOnlyRead(): GraphQLError {
  return new GraphQLError('Expected POST for a mutation, but got GET.', {
    extensions: { code: 'BAD_REQUEST', http: { status: 405 } },
  });
}
