import {
  GraphQLError,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
} from 'graphql';
import { fragmentsOf, type DocumentLimit } from './measure.ts';

/** Refuses fragments that spread themselves, at the first; graphql-js's rule lists each way round. */
export const refuseCycles: DocumentLimit = (document) => {
  const spread = findCycle(document);
  if (!spread) return null;
  const message = `Cannot spread fragment "${spread.name.value}" within itself.`;
  return new GraphQLError(message, {
    nodes: spread,
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
  });
};

function findCycle(document: DocumentNode): FragmentSpreadNode | null {
  const fragments = fragmentsOf(document);
  const finished = new Set<string>();
  const open = new Set<string>();
  const follow = (fragment: FragmentDefinitionNode): FragmentSpreadNode | null => {
    const name = fragment.name.value;
    if (finished.has(name)) return null;
    open.add(name);
    for (const spread of spreadsIn(fragment)) {
      if (open.has(spread.name.value)) return spread;
      const next = fragments.get(spread.name.value);
      const found = next && follow(next);
      if (found) return found;
    }
    open.delete(name);
    finished.add(name);
    return null;
  };
  for (const fragment of fragments.values()) {
    const found = follow(fragment);
    if (found) return found;
  }
  return null;
}

function spreadsIn(fragment: FragmentDefinitionNode): FragmentSpreadNode[] {
  const spreads: FragmentSpreadNode[] = [];
  visit(fragment, { FragmentSpread: (node) => void spreads.push(node) });
  return spreads;
}
