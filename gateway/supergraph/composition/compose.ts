import { composeServices } from '@apollo/composition';
import { parse, type ASTNode, type GraphQLError } from 'graphql';
import { checkSupergraph } from './check.ts';
import type { Composed, CompositionFault, SubgraphSdl } from './composed.ts';

type ServiceDefinition = Parameters<typeof composeServices>[0][number];

const MAX_FAULTS = 10;

/** Composes and says whether this gateway could serve it. Takes long: not for the main thread. */
export function composeSubgraphs(subgraphs: readonly SubgraphSdl[]): Composed {
  const faults: CompositionFault[] = [];
  const services: ServiceDefinition[] = [];
  for (const { name, url, sdl } of subgraphs) {
    const parsed = attempt(() => parse(sdl), 'SDL_INVALID', [name]);
    if ('faults' in parsed) faults.push(...parsed.faults);
    else services.push({ name, url, typeDefs: parsed.value });
  }
  if (faults.length > 0) return { faults };
  const names = subgraphs.map(({ name }) => name);
  // a valid composition reports its errors, but some invalid SDL makes it throw instead
  const composed = attempt(() => composeServices(services), 'COMPOSITION_FAILED', []);
  if ('faults' in composed) return composed;
  const { errors, supergraphSdl } = composed.value;
  if (errors) return { faults: errors.slice(0, MAX_FAULTS).map((error) => toFault(error, names)) };
  const refused = checkSupergraph(supergraphSdl);
  return refused.length > 0 ? { faults: refused } : { supergraphSdl };
}

function attempt<T>(
  step: () => T,
  code: string,
  subgraphs: string[],
): { value: T } | { faults: CompositionFault[] } {
  try {
    return { value: step() };
  } catch (error) {
    return { faults: [{ code, message: (error as Error).message, subgraphs }] };
  }
}

function toFault(error: GraphQLError, names: readonly string[]): CompositionFault {
  const places = (error.nodes ?? []).map((node: ASTNode & { subgraph?: string }) => node.subgraph);
  const quoted = names.filter(
    (name) => error.message.startsWith(`[${name}]`) || error.message.includes(`"${name}"`),
  );
  const { code } = error.extensions;
  return {
    code: typeof code === 'string' ? code : 'COMPOSITION_FAILED',
    message: error.message,
    subgraphs: names.filter((name) => places.includes(name) || quoted.includes(name)),
  };
}
