import { composeServices } from '@apollo/composition';
import { buildSchema, parse, printSchema } from 'graphql';
import { checkRouting } from '../partitions/check-routing.ts';
import { readSubgraphSdl, SUBGRAPH_NAMES } from '../sdl.ts';
import { describeSdl, undescribed } from '../terms/describe-sdl.ts';
import { generatedFile, type GeneratedFile } from './generated-file.ts';

/** Meant: casework knows petitions and units by id, so its interfaces carry fewer fields. */
const MEANT_HINTS = new Set(['INCONSISTENT_INTERFACE_VALUE_TYPE_FIELD']);

interface Composition {
  supergraphSdl: string;
  apiSdl: string;
}

/**
 * Composes the five subgraphs, by default as they stand in schema/.
 * @throws Error naming every composition error, hint that is not meant, thing that cannot be routed
 *   and thing of the public API that has no description, neither in the SDL nor by a term of its name
 */
export function composeCity(readSdl: typeof readSubgraphSdl = readSubgraphSdl): Composition {
  const result = composeServices(
    SUBGRAPH_NAMES.map((name) => ({
      name,
      // Where a subgraph listens is configuration; .invalid never resolves (RFC 2606).
      url: `http://${name}.invalid/graphql`,
      typeDefs: parse(readSdl(name)),
    })),
  );
  if (result.errors) throw compositionError(result.errors.map((error) => error.message));
  const unmeant = result.hints.filter((hint) => !MEANT_HINTS.has(hint.definition.code));
  if (unmeant.length > 0) throw compositionError(unmeant.map((hint) => hint.toString()));
  const unroutable = checkRouting(result.supergraphSdl);
  if (unroutable.length > 0) throw compositionError(unroutable.map(({ message }) => message));
  const apiSchema = result.schema.toAPISchema().toGraphQLJSSchema();
  const supergraphSdl = describeSdl(result.supergraphSdl);
  const apiSdl = printSchema(buildSchema(describeSdl(printSchema(apiSchema))));
  const bare = undescribed(apiSdl);
  if (bare.length > 0)
    throw compositionError(bare.map((coordinate) => `${coordinate} has no description.`));
  return { supergraphSdl, apiSdl };
}

/** The two files composition yields. */
export function composedFiles({ supergraphSdl, apiSdl }: Composition): GeneratedFile[] {
  return [
    generatedFile('schema/supergraph.graphql', 'schema:compose', supergraphSdl),
    generatedFile('schema/api.graphql', 'schema:compose', apiSdl),
  ];
}

function compositionError(lines: string[]): Error {
  return new Error(`The subgraphs do not compose:\n${lines.map((line) => `  ${line}`).join('\n')}`);
}
