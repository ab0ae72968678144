import { Kind, parse, print, visit, type ConstDirectiveNode } from 'graphql';

/**
 * The planner comes back to a subgraph by the first key of a type that the subgraph can give, also
 * where nobody there resolves it; so the keys that are resolved stand first.
 */
export function resolvableKeysFirst(supergraphSdl: string): string {
  if (!/resolvable:\s*false/.test(supergraphSdl)) return supergraphSdl;
  const sorted = visit(parse(supergraphSdl, { noLocation: true }), {
    ObjectTypeDefinition: (node) => ({ ...node, directives: sortKeys(node.directives) }),
    InterfaceTypeDefinition: (node) => ({ ...node, directives: sortKeys(node.directives) }),
  });
  return print(sorted);
}

function sortKeys(directives: readonly ConstDirectiveNode[] = []): ConstDirectiveNode[] {
  return [...directives.filter(isResolved), ...directives.filter((one) => !isResolved(one))];
}

function isResolved({ arguments: given }: ConstDirectiveNode): boolean {
  const value = given?.find(({ name }) => name.value === 'resolvable')?.value;
  return !(value?.kind === Kind.BOOLEAN && !value.value);
}
