import type { FetchNode } from '@apollo/query-planner';
import type { GraphQLError } from 'graphql';
import { fromSubgraph, internalError } from './errors.ts';
import type { PlanRun } from './execute-plan.ts';
import { isData, mergeInto } from './merge.ts';
import { responseFields } from './response-fields.ts';
import { applyRewrites } from './rewrites.ts';
import type { SubgraphError, SubgraphResult } from './subgraph-source.ts';
import type { Target } from './targets.ts';

type Absorber = Pick<PlanRun, 'generation' | 'faults'>;

/** Adds the answer to a root fetch or an event to its target. */
export function absorbRoot(
  run: Absorber,
  node: FetchNode,
  result: SubgraphResult,
  target: Target,
): void {
  const errors = result.errors.map((error) => {
    const path = error.path ? [...target.path, ...error.path] : undefined;
    return { error: fromSubgraph(error, node.serviceName, path), isPlaced: path !== undefined };
  });
  for (const { error, isPlaced } of errors) if (isPlaced || result.data) run.faults.reported(error);
  if (!result.data) {
    const cause = errors[0]?.error ?? noData(node);
    run.faults.absent(target.data, responseFields(node), withoutPath(cause));
    return;
  }
  const data = structuredClone(result.data);
  applyRewrites(node.outputRewrites, data, run.generation.supergraphSchema);
  mergeInto(target.data, data, run.generation.supergraphSchema);
}

/**
 * Adds the answer to an entity fetch.
 * @param targets for each representation sent, the objects it stands for
 */
export function absorbEntities(
  run: Absorber,
  node: FetchNode,
  result: SubgraphResult,
  targets: readonly (readonly Target[])[],
): void {
  const entities = readEntities(result, targets.length);
  const general = result.errors.filter((error) => entityIndex(error) === null);
  for (const [index, group] of targets.entries()) {
    const own = result.errors.filter((error) => entityIndex(error) === index);
    const entity = entities?.[index];
    for (const target of group) {
      for (const error of own) run.faults.reported(placed(error, node, target));
      if (isData(entity)) absorbEntity(run, node, entity, target);
      else markAbsent(run, node, target, entities ? own : [...own, ...general], entities === null);
    }
  }
  if (entities)
    for (const error of general) run.faults.reported(fromSubgraph(error, node.serviceName));
}

function absorbEntity(run: Absorber, node: FetchNode, entity: object, target: Target): void {
  // one entity may stand at several places, which later fetches fill independently
  const own = structuredClone(entity) as Record<string, unknown>;
  own.__typename ??= target.data.__typename;
  applyRewrites(node.outputRewrites, own, run.generation.supergraphSchema);
  mergeInto(target.data, own, run.generation.supergraphSchema);
}

/** An entity may be null without an error: the subgraph does not know it. */
function markAbsent(
  run: Absorber,
  node: FetchNode,
  target: Target,
  errors: readonly SubgraphError[],
  isFailure: boolean,
): void {
  const [error] = errors;
  if (!error && !isFailure) return;
  const cause = error ? fromSubgraph(error, node.serviceName) : noData(node);
  run.faults.absent(target.data, responseFields(node), cause);
}

function readEntities(result: SubgraphResult, expected: number): unknown[] | null {
  const entities = result.data?._entities;
  return Array.isArray(entities) && entities.length === expected ? entities : null;
}

function entityIndex(error: SubgraphError): number | null {
  const [field, index] = error.path ?? [];
  return field === '_entities' && typeof index === 'number' ? index : null;
}

/** `['_entities', 3, 'name']` becomes the place of that object in the response, plus `name`. */
function placed(error: SubgraphError, node: FetchNode, target: Target): GraphQLError {
  return fromSubgraph(error, node.serviceName, [...target.path, ...(error.path ?? []).slice(2)]);
}

function withoutPath(error: GraphQLError): GraphQLError {
  return fromSubgraph({ message: error.message, extensions: error.extensions }, '');
}

function noData(node: FetchNode): GraphQLError {
  return internalError(`${node.serviceName} answered without data and without an error`);
}
