import { readFile } from 'node:fs/promises';
import {
  Kind,
  parse,
  print,
  visit,
  type ArgumentNode,
  type DirectiveNode,
  type EnumValueDefinitionNode,
} from 'graphql';

/**
 * Reads the composed supergraph and gives every subgraph the address it has in this deployment.
 * @param urls name → URL; null: the supergraph says where they are
 * @throws Error naming the subgraphs without an address
 */
export async function loadSupergraph(
  path: string,
  urls: Readonly<Record<string, string>> | null,
): Promise<string> {
  const supergraphSdl = await readFile(path, 'utf8');
  return urls === null ? supergraphSdl : withAddresses(supergraphSdl, urls);
}

function withAddresses(supergraphSdl: string, urls: Readonly<Record<string, string>>): string {
  const missing: string[] = [];
  const placed = visit(parse(supergraphSdl, { noLocation: true }), {
    EnumTypeDefinition: (node) => (node.name.value === 'join__Graph' ? undefined : false),
    EnumValueDefinition: (node: EnumValueDefinitionNode) => ({
      ...node,
      directives: node.directives?.map((directive) => {
        const name = graphName(directive);
        if (name === null) return directive;
        const url = urls[name];
        if (url === undefined) missing.push(name);
        return {
          ...directive,
          arguments: [stringArgument('name', name), stringArgument('url', url ?? '')],
        };
      }),
    }),
  });
  if (missing.length > 0)
    throw new Error(
      `SUBGRAPH_URLS: expected an address of each subgraph, but got none of ${missing.join(', ')}`,
    );
  return print(placed);
}

function graphName(directive: DirectiveNode): string | null {
  if (directive.name.value !== 'join__graph') return null;
  const value = directive.arguments?.find((argument) => argument.name.value === 'name')?.value;
  return value?.kind === Kind.STRING ? value.value : null;
}

function stringArgument(name: string, value: string): ArgumentNode {
  return {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: name },
    value: { kind: Kind.STRING, value },
  };
}
