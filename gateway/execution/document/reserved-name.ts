import { GraphQLError, visit, type DocumentNode } from 'graphql';

const RESERVED = '__proto__';

/** As the name of a property it would reach the prototype of whatever answers or variables are put into. */
export function reservedName(document: DocumentNode): GraphQLError | null {
  if (document.loc && !document.loc.source.body.includes(RESERVED)) return null;
  let found = false;
  visit(document, {
    Field: ({ alias }) => {
      found ||= alias?.value === RESERVED;
    },
    Variable: ({ name }) => {
      found ||= name.value === RESERVED;
    },
  });
  if (!found) return null;
  return new GraphQLError(`Expected names that are not reserved, but got "${RESERVED}".`, {
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } },
  });
}
