import { Kind, parse, type SelectionSetNode } from 'graphql';

/** @param text of a @key, a @requires or a context, with or without braces around it */
export function parseFieldSet(text: string): SelectionSetNode {
  const braced = text.trimStart().startsWith('{') ? text : `{ ${text} }`;
  const [operation] = parse(braced, { noLocation: true }).definitions;
  if (operation?.kind === Kind.OPERATION_DEFINITION) return operation.selectionSet;
  throw new Error(`expected a field set, but got: ${text}`);
}
