import type { FetchNode } from '@apollo/query-planner';
import { Kind, parse, print, stripIgnoredCharacters, visit } from 'graphql';

const ON_ROOT = /\.\.\.\s*on (?:Query|Mutation|Subscription)\b/;

/**
 * Subgraphs may give their root types names of their own, but the planner knows only the usual
 * ones. A fragment that it puts on a root type applies to all that it could apply to.
 */
export function withoutRootTypes(node: FetchNode): FetchNode {
  if (!ON_ROOT.test(node.operation)) return node;
  const operation = visit(parse(node.operation, { noLocation: true }), {
    [Kind.INLINE_FRAGMENT]: (fragment) => {
      const { typeCondition, ...others } = fragment;
      return typeCondition && ON_ROOT.test(`...on ${typeCondition.name.value}`)
        ? others
        : undefined;
    },
  });
  return { ...node, operation: stripIgnoredCharacters(print(operation)) };
}
