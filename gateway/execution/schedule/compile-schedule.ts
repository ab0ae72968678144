import type { FetchNode, PlanNode } from '@apollo/query-planner';
import type { Generation } from '../../supergraph/generation.ts';
import { compileGroups, type FetchGroup } from './compile-groups.ts';
import { joinRoots } from './join-roots.ts';
import { namesApart } from './names-apart.ts';
import { compilePath, type ResponsePath, type Walk } from './compile-path.ts';
import { waitingForContext } from './wait-for-context.ts';
import { waitingForRequired } from './wait-for-required.ts';
import { withoutRootTypes } from './without-root-types.ts';

/** One fetch of the plan, and what it waits for. */
export interface PlannedFetch {
  id: number;
  node: FetchNode;
  path: ResponsePath;
  /** Finds the objects that it adds to. */
  walk: Walk;
  /** All must hold, by the coerced variables; otherwise nothing is fetched. */
  conditions: readonly { variable: string; wanted: boolean }[];
  needs: readonly number[];
}

/** A plan as a graph of fetches, those to one subgraph gathered into few requests. */
export interface Schedule {
  fetches: readonly PlannedFetch[];
  /** By the id of a fetch: those that wait for it. */
  dependents: readonly (readonly number[])[];
  /** By the id of a fetch. */
  groupOf: readonly FetchGroup[];
}

interface Place {
  needs: readonly number[];
  path: ResponsePath;
  conditions: PlannedFetch['conditions'];
}

/**
 * @param roots plans that gather into the same data
 * @param event the fetch whose answer is there before; null for none
 */
export function compileSchedule(
  roots: readonly PlanNode[],
  event: FetchNode | null,
  generation: Generation,
): Schedule {
  const plans = roots.map((root) => {
    const fetches: PlannedFetch[] = [];
    collect(root, { needs: [], path: [], conditions: [] }, fetches, generation);
    return fetches;
  });
  const planned = plans.length > 1 ? joinRoots(plans) : (plans[0] ?? []);
  const { supergraph } = generation;
  const fetches = waitingForContext(waitingForRequired(planned, event)).map((fetch) => ({
    ...fetch,
    node: namesApart(withoutRootTypes(fetch.node), supergraph),
  }));
  const dependents = fetches.map(({ id }) =>
    fetches.filter((other) => other.needs.includes(id)).map((other) => other.id),
  );
  return { fetches, dependents, groupOf: compileGroups(fetches, dependents, generation) };
}

/** @returns the fetches after which the node is done */
function collect(
  node: PlanNode,
  place: Place,
  fetches: PlannedFetch[],
  generation: Generation,
): readonly number[] {
  switch (node.kind) {
    case 'Sequence': {
      let { needs } = place;
      for (const step of node.nodes)
        needs = collect(step, { ...place, needs }, fetches, generation);
      return needs;
    }
    case 'Parallel': {
      const ends = node.nodes.map((step) => collect(step, place, fetches, generation));
      return [...new Set(ends.flat())];
    }
    case 'Flatten':
      return collect(
        node.node,
        { ...place, path: [...place.path, ...node.path] },
        fetches,
        generation,
      );
    case 'Condition': {
      const branch = (clause: PlanNode | undefined, wanted: boolean): readonly number[] => {
        const conditions = [...place.conditions, { variable: node.condition, wanted }];
        return clause ? collect(clause, { ...place, conditions }, fetches, generation) : [];
      };
      const ends = [...branch(node.ifClause, true), ...branch(node.elseClause, false)];
      return ends.length > 0 ? ends : place.needs;
    }
    case 'Fetch': {
      const { needs, path, conditions } = place;
      const walk = compilePath(path, generation.supergraphSchema);
      const id = fetches.push({ id: fetches.length, node, path, walk, conditions, needs }) - 1;
      return [id];
    }
    case 'Defer':
      throw new Error('the planner was not asked for @defer');
  }
}
