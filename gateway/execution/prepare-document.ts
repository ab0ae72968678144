import { GraphQLError, Kind, parse, validate, type DocumentNode } from 'graphql';
import type { DocumentLimits } from '../limits/document-limits.ts';
import type { Generation } from '../supergraph/generation.ts';
import { conditionalSubscription } from './conditional-subscription.ts';
import { withoutValue } from './unspoken-value.ts';

type PreparedDocument = { document: DocumentNode } | { errors: readonly GraphQLError[] };

export type PrepareDocument = (generation: Generation, source: string) => PreparedDocument;

/** Parses and validates for both transports; keeps the documents used last. */
export function createDocumentStore(limits: DocumentLimits): PrepareDocument {
  const stores = new WeakMap<Generation, Map<string, PreparedDocument>>();
  return (generation, source) => {
    const store = stores.get(generation) ?? new Map<string, PreparedDocument>();
    stores.set(generation, store);
    const known = store.get(source) ?? prepare(limits, generation, source);
    store.delete(source);
    if ('document' in known) store.set(source, known);
    const [oldest] = store.keys();
    if (store.size > MAX_DOCUMENTS && oldest !== undefined) store.delete(oldest);
    return known;
  };
}

const MAX_DOCUMENTS = 500;

function prepare(limits: DocumentLimits, generation: Generation, source: string): PreparedDocument {
  const tooLong = limits.checkText(source);
  if (tooLong) return { errors: [tooLong] };
  let document: DocumentNode;
  try {
    document = parse(source);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { errors: [withCode(error, 'GRAPHQL_PARSE_FAILED')] };
  }
  const exceeded = limits.checkDocument(document);
  if (exceeded) return { errors: [exceeded] };
  const conditional = document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? (conditionalSubscription(document, definition) ?? [])
      : [],
  );
  const errors = conditional.length > 0 ? conditional : validate(generation.apiSchema, document);
  if (errors.length === 0) return { document };
  return { errors: errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED')) };
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  const { nodes = null, source = null, positions = null } = error;
  const extensions = { ...error.extensions, code };
  return new GraphQLError(withoutValue(error.message), { nodes, source, positions, extensions });
}
