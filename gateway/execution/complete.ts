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
import type { ResponsePath } from './targets.ts';
import { visiblePath } from './visible-path.ts';

/**
 * Makes the response from the gathered data: graphql-js walks the operation over it by the API
 * schema, so order, conditions, introspection, types and null propagation are its own.
 */
export function completeResponse(
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
  const { data: response } = completed;
  const told = completed.errors ?? [];
  // an error that a subgraph reported for one field says more than that its neighbours are absent
  const reported = told.filter((error) => isReported.has(error));
  const derived = told.filter((error) => !isReported.has(error));
  const beside = faults.untold().filter(({ path }) => isInResponse(path ?? [], response));
  const placed = [...beside, ...reported].map((error) => atVisiblePlace(error, planned));
  const errors = onePerNull([...placed, ...derived], response);
  return errors.length > 0 ? { errors, data: response } : { data: response };
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

function atVisiblePlace(error: GraphQLError, planned: PlannedOperation): GraphQLError {
  const path = error.path && visiblePath(planned.document, planned.operation, error.path);
  return new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    ...(path && path.length > 0 ? { path } : {}),
    extensions: error.extensions,
  });
}

/** Keeps the first error of each null; an error beside a value stays as it is. */
function onePerNull(errors: readonly GraphQLError[], data: unknown): GraphQLError[] {
  const told = new Set<string>();
  return errors.filter((error) => {
    const place = error.path && nullAt(error.path, data);
    if (place === null || place === undefined) return true;
    if (told.has(place)) return false;
    told.add(place);
    return true;
  });
}

/** Plans fetch more than the client asked for; an error there that caused no null is not told. */
function isInResponse(path: ResponsePath, data: unknown): boolean {
  let value = data;
  for (const key of path) {
    if (value === null) return true;
    if (typeof value !== 'object' || !Object.hasOwn(value, key)) return false;
    value = (value as Record<string | number, unknown>)[key];
  }
  return true;
}

/** Where on the way along the path the response is null; null where it is nowhere. */
function nullAt(path: ResponsePath, data: unknown): string | null {
  let value = data;
  for (let depth = 0; ; depth += 1) {
    if (value === null) return path.slice(0, depth).join('\n');
    const key = path[depth];
    if (key === undefined || typeof value !== 'object') return null;
    value = (value as Record<string | number, unknown> | undefined)?.[key];
  }
}
