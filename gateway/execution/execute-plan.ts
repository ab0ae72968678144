import type { FetchNode, PlanNode } from '@apollo/query-planner';
import type { Caller } from '../auth/caller.ts';
import type { Generation } from '../supergraph/generation.ts';
import { absorbEntities, absorbRoot } from './absorb.ts';
import type { Faults } from './faults.ts';
import type { Data } from './merge.ts';
import { represent } from './representation.ts';
import { responseFields } from './response-fields.ts';
import type { SubgraphResult, SubgraphSource } from './subgraph-source.ts';
import { findTargets, type Target } from './targets.ts';

/** One execution of one plan. */
export interface PlanRun {
  generation: Generation;
  sourceOf: (subgraph: string) => SubgraphSource;
  caller: Caller;
  /** As the client sent them: subgraphs coerce by their own schema. */
  variables: Data;
  /** Coerced, for conditions. */
  coercedVariables: Data;
  faults: Faults;
}

/** Gathers everything the plan asks for into the targets. */
export async function executePlan(
  run: PlanRun,
  node: PlanNode,
  targets: readonly Target[],
): Promise<void> {
  switch (node.kind) {
    case 'Sequence':
      for (const step of node.nodes) await executePlan(run, step, targets);
      return;
    case 'Parallel':
      await Promise.all(node.nodes.map((step) => executePlan(run, step, targets)));
      return;
    case 'Flatten': {
      const found = findTargets(targets, node.path, run.generation.supergraphSchema);
      if (found.length > 0) await executePlan(run, node.node, found);
      return;
    }
    case 'Condition': {
      const branch =
        run.coercedVariables[node.condition] === true ? node.ifClause : node.elseClause;
      if (branch) await executePlan(run, branch, targets);
      return;
    }
    case 'Fetch':
      await (node.requires ? fetchEntities(run, node, targets) : fetchRoot(run, node, targets));
      return;
    case 'Defer':
      throw new Error('the planner was not asked for @defer');
  }
}

async function fetchRoot(run: PlanRun, node: FetchNode, targets: readonly Target[]): Promise<void> {
  const result = await send(run, node, {});
  for (const target of targets) absorbRoot(run, node, result, target);
}

async function fetchEntities(
  run: PlanRun,
  node: FetchNode,
  targets: readonly Target[],
): Promise<void> {
  const groups = new Map<string, { representation: Data; targets: Target[] }>();
  for (const target of targets) {
    const representation = represent(target, node, run.generation, run.faults);
    if (representation.kind === 'impossible' && representation.cause)
      run.faults.absent(target.data, responseFields(node), representation.cause);
    if (representation.kind !== 'ready') continue;
    const text = JSON.stringify(representation.value);
    const group = groups.get(text);
    if (group) group.targets.push(target);
    else groups.set(text, { representation: representation.value, targets: [target] });
  }
  if (groups.size === 0) return;
  const found = [...groups.values()];
  const representations = found.map((group) => group.representation);
  const result = await send(run, node, { representations });
  absorbEntities(
    run,
    node,
    result,
    found.map((group) => group.targets),
  );
}

function send(run: PlanRun, node: FetchNode, added: Data): Promise<SubgraphResult> {
  return run.sourceOf(node.serviceName).fetch({
    query: node.operation,
    operationName: node.operationName ?? null,
    kind: node.operationKind,
    variables: { ...usedVariables(node, run.variables), ...added },
    caller: run.caller,
  });
}

/** Those of the client's variables that a fetch uses and the client gave. */
export function usedVariables(node: FetchNode, variables: Data): Data {
  const used = (node.variableUsages ?? []).filter((name) => variables[name] !== undefined);
  return Object.fromEntries(used.map((name) => [name, variables[name]]));
}
