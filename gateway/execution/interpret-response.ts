import {
  executeSync,
  GraphQLError,
  type ExecutionResult,
  type FieldNode,
  type GraphQLFieldResolver,
} from 'graphql';
import type { Faults } from './faults.ts';
import { isData, type Data } from './merge.ts';
import type { PlannedOperation } from './plan.ts';
import { resolveRuntimeType } from './runtime-type.ts';
import { settleErrors } from './settle-errors.ts';
import type { ResponsePath } from './compile-path.ts';

/**
 * Makes the response from the gathered data where it holds introspection: graphql-js walks the
 * operation over it by the API schema. All other operations have a compiled projection.
 */
export function interpretResponse(
  planned: PlannedOperation,
  variables: Data,
  data: Data,
  faults: Faults,
): ExecutionResult {
  const completed = executeSync({
    schema: planned.generation.apiSchema,
    document: planned.document,
    ...(planned.operation.name ? { operationName: planned.operation.name.value } : {}),
    rootValue: data,
    contextValue: faults,
    variableValues: variables,
    fieldResolver: resolveField,
    typeResolver: resolveRuntimeType,
  });
  if (completed.data === undefined) return completed;
  const told = completed.errors ?? [];
  const reported = told.filter((error) => isReported.has(error));
  const derived = told.filter((error) => !isReported.has(error));
  return settleErrors(planned, { data: completed.data, reported, derived }, faults);
}

const isReported = new WeakSet<GraphQLError>();

const resolveField: GraphQLFieldResolver<unknown, Faults> = (source, _args, faults, info) => {
  if (!isData(source)) return null;
  const key = String(info.path.key);
  const value = Object.hasOwn(source, key) ? source[key] : undefined;
  if (faults.hasReports()) {
    const path = pathOf(info.path);
    if (value === null || value === undefined) {
      const reported = faults.takeAt(path);
      if (reported) return located(reported, info.fieldNodes);
    } else if (Array.isArray(value)) return explainItems(value, path, faults);
  }
  return value === undefined ? (faults.causeOf(source, key) ?? null) : value;
};

function located(error: GraphQLError, nodes: readonly FieldNode[]): GraphQLError {
  const result = new GraphQLError(error.message, {
    nodes,
    ...(error.path ? { path: error.path } : {}),
    extensions: error.extensions,
  });
  isReported.add(result);
  return result;
}

/** graphql-js asks no resolver for the items of a list, so their nulls are explained here. */
function explainItems(items: readonly unknown[], path: ResponsePath, faults: Faults): unknown[] {
  return items.map((item, index) => {
    const itemPath = [...path, index];
    if (item === null) return faults.takeAt(itemPath);
    return Array.isArray(item) ? explainItems(item, itemPath, faults) : item;
  });
}

interface LinkedPath {
  readonly prev: LinkedPath | undefined;
  readonly key: string | number;
}

function pathOf(path: LinkedPath): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let step: LinkedPath | undefined = path; step; step = step.prev) keys.unshift(step.key);
  return keys;
}
