import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, parse, type SelectionNode, type SelectionSetNode } from 'graphql';
import { isCondition } from '../document/collect-fields.ts';
import type { PlannedFetch } from './compile-schedule.ts';
import type { SourcedField } from './rename-required.ts';
import { renamedKeys } from './rewrites.ts';

/** The names on the way to the objects of a fetch, without types and items of lists. */
export function objectPath({ path }: Pick<PlannedFetch, 'path'>): string[] {
  return path
    .map((step) => String(step).split('|')[0] ?? '')
    .filter((step) => step !== '' && step !== '@');
}

/** Where in the data is what a fetch sends of its objects. */
export function sentPaths(fetch: PlannedFetch): string[] {
  const pathsOf = (selections: readonly QueryPlanSelectionNode[], above: string): string[] =>
    selections.flatMap((selection): string[] => {
      if (selection.kind === 'InlineFragment') return pathsOf(selection.selections, above);
      if (selection.name === '__typename') return [];
      const { source = selection.alias ?? selection.name } = selection as SourcedField;
      const path = `${above}.${source}`;
      return [path, ...pathsOf(selection.selections ?? [], path)];
    });
  return pathsOf(fetch.node.requires ?? [], ['', ...objectPath(fetch)].join('.'));
}

/**
 * Where in the data is what a fetch asks for.
 * @param held leaves out what it asks for under any other condition than these
 */
export function askedPaths(
  fetch: Pick<PlannedFetch, 'node' | 'path'>,
  held: PlannedFetch['conditions'] | null = null,
): string[] {
  const { node } = fetch;
  const lastNames = renamedKeys(node);
  const pathsOf = ({ selections }: SelectionSetNode, above: string): string[] =>
    selections.flatMap((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
      if (held && !isCertain(selection, held)) return [];
      if (selection.kind === Kind.INLINE_FRAGMENT) return pathsOf(selection.selectionSet, above);
      const key = (selection.alias ?? selection.name).value;
      const isEntities = node.requires !== undefined && key === '_entities';
      const path = isEntities ? above : `${above}.${lastNames.get(key) ?? key}`;
      return [path, ...(selection.selectionSet ? pathsOf(selection.selectionSet, path) : [])];
    });
  const { definitions } = parse(node.operation, { noLocation: true });
  const above = ['', ...objectPath(fetch)].join('.');
  return definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? pathsOf(definition.selectionSet, above) : [],
  );
}

function isCertain({ directives = [] }: SelectionNode, held: PlannedFetch['conditions']): boolean {
  return directives.every(({ name, arguments: given }) => {
    if (!isCondition(name.value)) return true;
    const value = given?.[0]?.value;
    const decider = value?.kind === Kind.VARIABLE ? value.name.value : null;
    const wanted = name.value === 'include';
    return held.some((one) => one.variable === decider && one.wanted === wanted);
  });
}
