import type {
  FetchDataRewrite,
  FetchNode,
  PlanNode,
  QueryPlanSelectionNode,
} from '@apollo/query-planner';
import { Kind, parse, print, type SelectionNode, type SelectionSetNode } from 'graphql';
import { renamedKeys } from './rewrites.ts';

/** A field of a representation that is read under another name than it is sent. */
export interface SourcedField {
  source?: string;
}

/** By the name under which a fetch asks: the one that the answer's rewrites give to the data. */
type LastNames = ReadonlyMap<string, string>;

/**
 * Gives the fields with arguments that a part of an operation needs, but does not show, names of
 * the part's own, in what is fetched, in paths and in what representations are made of.
 */
export function renameRequired(
  root: PlanNode,
  visible: ReadonlySet<string>,
  prefix: string,
): PlanNode {
  const renamed = new Map<string, string>();
  const ownName = (path: string, key: string): string | null => {
    if (visible.has(path)) return null;
    const name = `${prefix}${key}`;
    renamed.set(path, name);
    return name;
  };
  const inSet = (set: SelectionSetNode, above: string, last: LastNames): SelectionSetNode => ({
    ...set,
    selections: set.selections.map((selection): SelectionNode => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
      if (selection.kind === Kind.INLINE_FRAGMENT)
        return { ...selection, selectionSet: inSet(selection.selectionSet, above, last) };
      const { selectionSet, arguments: given } = selection;
      const key = (selection.alias ?? selection.name).value;
      const lastKey = last.get(key) ?? key;
      const path = below(above, lastKey);
      const isOwn = given?.length ? ownName(path, lastKey) !== null : false;
      return {
        ...selection,
        ...(isOwn ? { alias: { kind: Kind.NAME, value: `${prefix}${key}` } } : {}),
        ...(selectionSet ? { selectionSet: inSet(selectionSet, path, last) } : {}),
      };
    }),
  });
  const inRewrite = (rewrite: FetchDataRewrite, above: string, last: LastNames) => {
    let place = above;
    const path = rewrite.path.map((step) => {
      if (step.startsWith('...')) return step;
      place = below(place, last.get(step) ?? step);
      return renamed.has(place) ? `${prefix}${step}` : step;
    });
    if (rewrite.kind !== 'KeyRenamer' || !renamed.has(place)) return { ...rewrite, path };
    return { ...rewrite, path, renameKeyTo: `${prefix}${rewrite.renameKeyTo}` };
  };
  const inRequires = (
    selections: readonly QueryPlanSelectionNode[],
    above: string,
  ): QueryPlanSelectionNode[] =>
    selections.map((selection) => {
      if (selection.kind === 'InlineFragment')
        return { ...selection, selections: inRequires(selection.selections, above) };
      const path = below(above, selection.name);
      const source = renamed.get(path);
      return {
        ...selection,
        ...(source === undefined ? {} : { source }),
        ...(selection.selections ? { selections: inRequires(selection.selections, path) } : {}),
      };
    });
  const inFetch = (node: FetchNode, above: string): FetchNode => {
    const last = renamedKeys(node);
    const { requires, outputRewrites } = node;
    return {
      ...node,
      ...(requires ? { requires: inRequires(requires, above) } : {}),
      operation: renameOperation(node, (set) => inSet(set, above, last)),
      ...(outputRewrites
        ? { outputRewrites: outputRewrites.map((rewrite) => inRewrite(rewrite, above, last)) }
        : {}),
    };
  };
  const inNode = (node: PlanNode, above: string): PlanNode => {
    switch (node.kind) {
      case 'Sequence':
      case 'Parallel':
        return { ...node, nodes: node.nodes.map((step) => inNode(step, above)) };
      case 'Flatten': {
        const { path, names } = followPath(node.path, above, renamed);
        return { ...node, path: names, node: inNode(node.node, path) };
      }
      case 'Condition':
        return {
          ...node,
          ...(node.ifClause ? { ifClause: inNode(node.ifClause, above) } : {}),
          ...(node.elseClause ? { elseClause: inNode(node.elseClause, above) } : {}),
        };
      case 'Fetch':
        return inFetch(node, above);
      case 'Defer':
        return node;
    }
  };
  return inNode(root, '');
}

function below(above: string, key: string): string {
  return above === '' ? key : `${above}.${key}`;
}

function followPath(
  steps: readonly (string | number)[],
  above: string,
  renamed: ReadonlyMap<string, string>,
): { path: string; names: (string | number)[] } {
  let path = above;
  const names = steps.map((step) => {
    const [key = '', types] = String(step).split('|');
    if (key === '@' || key === '') return step;
    path = below(path, key);
    const name = renamed.get(path) ?? key;
    return types === undefined ? name : `${name}|${types}`;
  });
  return { path, names };
}

/** The selections of entities begin below `_entities`. */
function renameOperation(
  node: FetchNode,
  rename: (set: SelectionSetNode) => SelectionSetNode,
): string {
  const document = parse(node.operation, { noLocation: true });
  const definitions = document.definitions.map((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return definition;
    if (!node.requires) return { ...definition, selectionSet: rename(definition.selectionSet) };
    const selections = definition.selectionSet.selections.map((selection) =>
      selection.kind === Kind.FIELD && selection.selectionSet
        ? { ...selection, selectionSet: rename(selection.selectionSet) }
        : selection,
    );
    return { ...definition, selectionSet: { ...definition.selectionSet, selections } };
  });
  return print({ ...document, definitions });
}
