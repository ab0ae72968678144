import {
  executeSync,
  GraphQLError,
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { isData, type Data } from '../execution/merge.ts';
import { onePerNull } from '../execution/response/one-per-null.ts';
import type { RefusedField } from './withhold-fields.ts';
import type { Refusal } from './requirement.ts';

/** What was left out of an operation before it was planned. */
export interface Withheld {
  schema: GraphQLSchema;
  /** As the client sent it. */
  document: DocumentNode;
  operation: OperationDefinitionNode;
  fields: ReadonlyMap<FieldNode, Refusal>;
  typenameKey: string;
}

/** Puts a null and its error wherever the client asked for a withheld field. */
export function tellWithheld(
  { schema, document, operation, fields, typenameKey }: Withheld,
  variables: Data,
  result: ExecutionResult,
): ExecutionResult {
  if (!result.data) return result;
  const fieldResolver: GraphQLFieldResolver<unknown, unknown> = (
    source,
    _given,
    _context,
    info,
  ) => {
    for (const node of info.fieldNodes) {
      const refusal = fields.get(node);
      if (refusal) throw refusedError(refusal);
    }
    return isData(source) ? (source[String(info.path.key)] ?? null) : null;
  };
  const told = executeSync({
    schema,
    document,
    operationName: operation.name?.value ?? null,
    rootValue: result.data,
    variableValues: variables,
    fieldResolver,
    typeResolver: (value) => (isData(value) ? String(value[typenameKey]) : undefined),
  });
  const data = told.data ?? null;
  // what an object must not lack takes the object away, and with it the places of other errors
  const errors = onePerNull([...(told.errors ?? []), ...(result.errors ?? [])], data);
  return { ...result, ...(errors.length > 0 ? { errors } : {}), data };
}

/** The operation would be another one without these fields, so nothing of it is run. */
export function refusedErrors(refused: readonly RefusedField[]): GraphQLError[] {
  // the same field may be selected several times
  const byPlace = new Map(refused.map((field) => [field.path.join('.'), field]));
  return [...byPlace.values()].map(({ path, refusal }) => refusedError(refusal, path));
}

function refusedError(refusal: Refusal, path?: readonly string[]): GraphQLError {
  const message =
    refusal === 'UNAUTHENTICATED'
      ? 'This field is for those who are signed in; no token was sent.'
      : 'This field is not for the role and scopes of the token that was sent.';
  return new GraphQLError(message, { ...(path ? { path } : {}), extensions: { code: refusal } });
}
