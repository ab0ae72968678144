import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as resolvers from '@graphql-codegen/typescript-resolvers';
import { parse } from 'graphql';
import { readSubgraphSdl, SUBGRAPH_NAMES, type SubgraphName } from '../sdl.ts';
import { generatedFile, type GeneratedFile } from './generated-file.ts';
import { MAPPERS } from './mappers.ts';

/** Resolver types of every subgraph, one file each. */
export async function resolverTypeFiles(): Promise<GeneratedFile[]> {
  return Promise.all(SUBGRAPH_NAMES.map(resolverTypes));
}

async function resolverTypes(name: SubgraphName): Promise<GeneratedFile> {
  const path = `subgraphs/${name}/generated/resolver-types.ts`;
  const body = await codegen({
    filename: path,
    schema: parse(readSubgraphSdl(name)),
    documents: [],
    config: {
      federation: true,
      // Its injected definitions are those of Federation 1; ours come by @link.
      disableFederationDirectiveAndScalarInjection: true,
      contextType: '../../kit/server/context.ts#RequestContext',
      mappers: MAPPERS[name],
      enumsAsTypes: true,
      useTypeImports: true,
      emitLegacyCommonJSImports: false,
      strictScalars: true,
      scalars: { DateTime: 'Date', Date: 'string', ID: 'string' },
      // Rows come from a database and arguments from a client: neither tells absent from null.
      maybeValue: 'T | null | undefined',
      inputMaybeValue: 'T | null | undefined',
    },
    plugins: [{ typescript: {} }, { resolvers: {} }],
    pluginMap: { typescript, resolvers },
  });
  return generatedFile(path, 'schema:generate', body);
}
