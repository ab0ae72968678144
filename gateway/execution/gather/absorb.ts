import type { FetchNode } from '@apollo/query-planner';
import type { GraphQLError } from 'graphql';
import type { AskedQuestion } from './asked-question.ts';
import type { ResponsePath } from '../schedule/compile-path.ts';
import { fromSubgraph, internalError } from '../errors.ts';
import { copyOf, isData, mergeInto, type Data } from '../merge.ts';
import type { PlanRun } from './plan-run.ts';
import { responseFields } from '../schedule/response-fields.ts';
import { applyRewrites, renamedKeys } from '../schedule/rewrites.ts';
import type { SubgraphError, SubgraphResult } from '../fetch/subgraph-source.ts';

type Absorber = Pick<PlanRun, 'generation' | 'faults'>;

interface Target {
  path: ResponsePath;
  data: Data;
}

/**
 * Adds the answer to a root fetch or an event to its target.
 * @param isShared true where the same answer is for several targets
 */
export function absorbRoot(
  run: Absorber,
  node: FetchNode,
  result: SubgraphResult,
  target: Target,
  isShared: boolean,
): void {
  const errors = result.errors.map((error) => {
    const path = error.path ? [...target.path, ...inData(error.path, node)] : undefined;
    return { error: fromSubgraph(error, node.serviceName, path), isPlaced: path !== undefined };
  });
  for (const { error, isPlaced } of errors) if (isPlaced || result.data) run.faults.reported(error);
  if (!result.data) {
    const cause = errors[0]?.error ?? noData(node);
    run.faults.absent(target.data, responseFields(node), withoutPath(cause));
    return;
  }
  const { supergraphSchema } = run.generation;
  const data = node.outputRewrites && isShared ? copyOf(result.data) : result.data;
  applyRewrites(node.outputRewrites, data, supergraphSchema);
  mergeInto(target.data, data, supergraphSchema, isShared);
}

/** Adds the answers to entity fetches, each of which came under its alias. */
export function absorbAnswers(
  run: Absorber,
  answers: readonly { asked: AskedQuestion; alias: string }[],
  result: SubgraphResult,
  data: Data,
): void {
  const aliases = new Set<unknown>(answers.map(({ alias }) => alias));
  const general = result.errors.filter(
    ({ path = [] }) => !(aliases.has(path[0]) && typeof path[1] === 'number'),
  );
  for (const { asked, alias } of answers) {
    const entities = readEntities(result.data?.[alias], asked.representations.length);
    const own = result.errors.filter(
      ({ path = [] }) => path[0] === alias && typeof path[1] === 'number',
    );
    if (entities) absorbEntities(run, asked, entities);
    if (own.length > 0 || !entities) explain(run, asked, entities, own, general, data);
  }
  const [first] = answers;
  if (!first || result.data === null) return;
  const { serviceName } = first.asked.question.node;
  for (const error of general) run.faults.reported(fromSubgraph(error, serviceName));
}

function readEntities(entities: unknown, expected: number): unknown[] | null {
  return Array.isArray(entities) && entities.length === expected ? entities : null;
}

function absorbEntities(run: Absorber, asked: AskedQuestion, entities: readonly unknown[]): void {
  const { targets, slots, question, representations } = asked;
  const { supergraphSchema } = run.generation;
  const { outputRewrites } = question.node;
  // one entity may stand at several places, which later fetches fill independently
  const isShared = representations.length < targets.length;
  const rewritten = new Set<number>();
  for (let index = 0; index < targets.length; index += 1) {
    const slot = slots[index] ?? 0;
    const target = targets[index];
    const entity = entities[slot];
    if (!target || !isData(entity)) continue;
    if (outputRewrites && !rewritten.has(slot)) {
      rewritten.add(slot);
      entity.__typename ??= target.__typename;
      applyRewrites(outputRewrites, entity, supergraphSchema);
    }
    mergeInto(target, entity, supergraphSchema, isShared);
  }
}

/** Says where the errors belong in the response, and why what was asked for in vain is absent. */
function explain(
  run: Absorber,
  asked: AskedQuestion,
  entities: readonly unknown[] | null,
  own: readonly SubgraphError[],
  general: readonly SubgraphError[],
  data: Data,
): void {
  const { question, targets, slots } = asked;
  const { node, fields } = question;
  const pathOf = findPaths(asked, data);
  for (const [index, target] of targets.entries()) {
    const slot = slots[index] ?? 0;
    const errors = own.filter(({ path }) => path?.[1] === slot);
    const path = pathOf.get(target);
    const isThere = isData(entities?.[slot]);
    // of an entity that is null each field that was asked for in vain tells the error
    for (const error of errors)
      if (isThere || (error.path?.length ?? 0) > 2) run.faults.reported(placed(error, node, path));
    if (isThere) continue;
    const [error] = entities ? errors : [...errors, ...general];
    // an entity may be null without an error: the subgraph does not know it
    if (error || !entities)
      run.faults.absent(
        target,
        fields,
        error ? fromSubgraph(error, node.serviceName) : noData(node),
      );
  }
}

/** Paths are looked for only when an error needs them: most answers have none. */
function findPaths({ fetches }: AskedQuestion, data: Data): Map<Data, ResponsePath> {
  const paths = new Map<Data, ResponsePath>();
  const trail: (string | number)[] = [];
  for (const { walk } of fetches)
    walk(data, trail, (object, depth) => paths.set(object, trail.slice(0, depth)));
  return paths;
}

/** `['_entities', 3, 'name']` becomes the place of that object in the response, plus `name`. */
function placed(
  error: SubgraphError,
  node: FetchNode,
  path: ResponsePath | undefined,
): GraphQLError {
  const rest = inData((error.path ?? []).slice(2), node);
  return fromSubgraph(error, node.serviceName, path && [...path, ...rest]);
}

function inData(path: ResponsePath, node: FetchNode): ResponsePath {
  if (!node.outputRewrites) return path;
  const renamed = renamedKeys(node);
  return path.map((key) => (typeof key === 'string' ? (renamed.get(key) ?? key) : key));
}

function withoutPath(error: GraphQLError): GraphQLError {
  return fromSubgraph({ message: error.message, extensions: error.extensions }, '');
}

function noData(node: FetchNode): GraphQLError {
  return internalError(`${node.serviceName} answered without data and without an error`);
}
