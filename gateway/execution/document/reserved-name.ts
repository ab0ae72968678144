import { GraphQLError, visit, type DocumentNode } from 'graphql';

const RESERVED = '__proto__';

/** As the name of a property it would reach the prototype of whatever answers or variables are put into. */
export function reservedName(document: DocumentNode): GraphQLError | null {
  if (document.loc && !document.loc.source.body.includes(RESERVED)) return null;
  const names = new Set<string | undefined>();
  visit(document, {
    Field: ({ alias }) => void names.add(alias?.value),
    Variable: ({ name }) => void names.add(name.value),
  });
  if (!names.has(RESERVED)) return null;
  return new GraphQLError(`Expected names that are not reserved, but got "${RESERVED}".`, {
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } },
  });
}
