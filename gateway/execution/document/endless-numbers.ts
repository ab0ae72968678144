import { GraphQLError, visit, type ASTNode, type DocumentNode } from 'graphql';
import { isData, type Data } from '../merge.ts';

const EXPECTED = `Expected numbers of at most ${Number.MAX_VALUE}.`;

/**
 * A number in the document like 1e400, which graphql-js takes for a Float and planners for a
 * mistake of their own.
 */
export function endlessLiteral(document: DocumentNode): GraphQLError | null {
  const found: ASTNode[] = [];
  const look = (node: ASTNode & { value: string }): void => {
    if (isEndless(Number(node.value))) found.push(node);
  };
  visit(document, { FloatValue: look, IntValue: look });
  return found.length > 0 ? refusal(found, { code: 'GRAPHQL_VALIDATION_FAILED' }) : null;
}

/** The same in a variable of a custom scalar: as JSON it would reach subgraphs as null. */
export function endlessVariable(variables: Data): GraphQLError | null {
  const argument = Object.keys(variables).find((name) => isEndless(variables[name]));
  if (argument === undefined) return null;
  return refusal([], { code: 'BAD_USER_INPUT', argument });
}

function isEndless(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  if (Array.isArray(value)) return value.some(isEndless);
  return isData(value) && Object.values(value).some(isEndless);
}

function refusal(nodes: readonly ASTNode[], extensions: Record<string, unknown>): GraphQLError {
  return new GraphQLError(EXPECTED, {
    nodes,
    extensions: { ...extensions, http: { status: 400 } },
  });
}
