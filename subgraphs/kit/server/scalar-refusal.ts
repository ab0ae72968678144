import {
  Kind,
  parse,
  visit,
  type GraphQLError,
  type ASTNode,
  type GraphQLFormattedError,
} from 'graphql';

/**
 * Says of a value that one of our scalars refused which argument held it. graphql-js knows only
 * the variable, or only the place in the text, and calls a bad literal a validation error.
 * @returns null for any other error
 */
export function describeScalarRefusal(error: GraphQLError): GraphQLFormattedError | null {
  const { expected } = error.extensions;
  if (typeof expected !== 'string' || error.extensions.argument !== undefined) return null;
  const argument = variableIn(error.message) ?? argumentAround(error.nodes?.[0]) ?? 'value';
  const received = receivedIn(error.message) ?? literalIn(error.nodes?.[0]);
  return {
    message: `${argument}: expected ${expected}, but got ${received}.`,
    ...(error.path ? { path: error.path } : {}),
    extensions: { code: 'BAD_USER_INPUT', argument, expected, received },
  };
}

/** `Variable "$filter" got invalid value "x" at "filter.submittedFrom"; …` */
function variableIn(message: string): string | null {
  return / at "([^"]+)"; /.exec(message)?.[1] ?? /^Variable "\$(\w+)"/.exec(message)?.[1] ?? null;
}

function receivedIn(message: string): string | null {
  return / got invalid value (.+?)(?: at "[^"]+")?; /.exec(message)?.[1] ?? null;
}

function literalIn(node: ASTNode | undefined): string {
  return node?.loc ? node.loc.source.body.slice(node.loc.start, node.loc.end) : 'something else';
}

/** The names from the argument down to the literal, such as `filter.submittedFrom`. */
function argumentAround(node: ASTNode | undefined): string | null {
  if (!node?.loc) return null;
  const { start, source } = node.loc;
  let found: string | null = null;
  visit(parse(source), {
    enter(each, _key, parent, _path, ancestors) {
      if (each.loc?.start !== start || each.kind !== node.kind) return;
      found = [...ancestors, ...(parent ? [parent] : [])].flatMap(nameOfArgument).join('.');
    },
  });
  return found;
}

function nameOfArgument(ancestor: ASTNode | readonly ASTNode[]): string[] {
  if (!('kind' in ancestor)) return [];
  return ancestor.kind === Kind.ARGUMENT || ancestor.kind === Kind.OBJECT_FIELD
    ? [ancestor.name.value]
    : [];
}
