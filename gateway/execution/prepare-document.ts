import {
  GraphQLError,
  Kind,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLFormattedError,
} from 'graphql';
import { depthLimit } from '../limits/depth.ts';
import { MAX_TOKENS } from '../limits/tokens.ts';
import type { Generation } from '../supergraph/generation.ts';
import { conditionalSubscription } from './conditional-subscription.ts';

export type PreparedDocument =
  { document: DocumentNode } | { errors: readonly GraphQLFormattedError[] };

/** Parses and validates by the same rules as HTTP does; keeps the documents used last. */
export function createDocumentStore(): (
  generation: Generation,
  source: string,
) => PreparedDocument {
  const stores = new WeakMap<Generation, Map<string, PreparedDocument>>();
  return (generation, source) => {
    const store = stores.get(generation) ?? new Map<string, PreparedDocument>();
    stores.set(generation, store);
    const known = store.get(source) ?? prepare(generation, source);
    store.delete(source);
    if ('document' in known) store.set(source, known);
    const [oldest] = store.keys();
    if (store.size > MAX_DOCUMENTS && oldest !== undefined) store.delete(oldest);
    return known;
  };
}

const MAX_DOCUMENTS = 500;
const RULES = [...specifiedRules, depthLimit()];

function prepare(generation: Generation, source: string): PreparedDocument {
  let document: DocumentNode;
  try {
    document = parse(source, { maxLexicalTokens: MAX_TOKENS });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { errors: [withCode(error, 'GRAPHQL_PARSE_FAILED')] };
  }
  const conditional = document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? (conditionalSubscription(document, definition) ?? [])
      : [],
  );
  const errors =
    conditional.length > 0 ? conditional : validate(generation.apiSchema, document, RULES);
  if (errors.length === 0) return { document };
  return { errors: errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED')) };
}

function withCode(error: GraphQLError, code: string): GraphQLFormattedError {
  const formatted = error.toJSON();
  return { ...formatted, extensions: { ...formatted.extensions, code } };
}
