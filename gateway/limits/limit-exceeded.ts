import { GraphQLError, type ASTNode } from 'graphql';

/** Names of the limits, as they stand in `extensions.limit`. */
type LimitName =
  | 'aliases'
  | 'bodyBytes'
  | 'uploadBytes'
  | 'cost'
  | 'depth'
  | 'directives'
  | 'fields'
  | 'nesting'
  | 'planOptions'
  | 'queryCodes'
  | 'rootFields'
  | 'socketOperations'
  | 'tokens';

interface Exceeded {
  limit: LimitName;
  maximum: number;
  /** Null where counting stopped at the limit. */
  received: number | null;
  /** What is counted, such as `levels of fields`. */
  what: string;
  node?: ASTNode;
  /** HTTP status; 400 for what is wrong with a document. */
  status?: number;
}

/** One form for all refusals, so that clients can act on `limit`, `maximum` and `received`. */
export function limitExceeded(exceeded: Exceeded): GraphQLError {
  const { limit, maximum, what, node, status = 400 } = exceeded;
  // fragments multiply beyond what JSON can say
  const received = exceeded.received && Math.min(exceeded.received, Number.MAX_SAFE_INTEGER);
  return new GraphQLError(`Expected at most ${maximum} ${what}, but got ${received ?? 'more'}.`, {
    ...(node ? { nodes: node } : {}),
    extensions: {
      code: 'LIMIT_EXCEEDED',
      limit,
      maximum,
      ...(received === null ? {} : { received }),
      http: { status },
    },
  });
}
