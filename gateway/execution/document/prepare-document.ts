import { createHash } from 'node:crypto';
import { GraphQLError, Kind, parse, validate, type DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { DocumentLimits } from '../../limits/document-limits.ts';
import { uncounted, type CountWork } from '../../limits/count-work.ts';
import type { LimitsConfig } from '../../limits/limit-settings.ts';
import type { Generation } from '../../supergraph/generation.ts';
import { conditionalSubscription } from './conditional-subscription.ts';
import { documentBytes } from './document-bytes.ts';
import { withoutValue } from './unspoken-value.ts';

interface Valid {
  document: DocumentNode;
}

type PreparedDocument = Valid | { errors: readonly GraphQLError[] };

export type PrepareDocument = (
  generation: Generation,
  source: string,
  countWork: CountWork,
) => PreparedDocument;

const renewed = new WeakSet<DocumentNode>();

/** True for a document that was known by another version of the schema: its work is the reload's. */
export function isRenewed(document: DocumentNode): boolean {
  return renewed.has(document);
}

/**
 * Parses and validates for both transports; keeps the documents used last. What else is known of
 * a document, its plans above all, goes away with it.
 */
export function createDocumentStore(
  limits: DocumentLimits,
  { maximum, bytes }: LimitsConfig['documentCache'],
): PrepareDocument {
  const stores = new WeakMap<Generation, LRUCache<string, Valid>>();
  /** By digest of the text, the version of the schema by which it was valid last. */
  const lastValid = new LRUCache<string, string>({ max: maximum });
  const createStore = () =>
    new LRUCache<string, Valid>({
      max: maximum,
      maxSize: bytes,
      sizeCalculation: ({ document }, source) => documentBytes(source, document),
    });
  return (generation, source, countWork) => {
    const store = stores.get(generation) ?? createStore();
    stores.set(generation, store);
    const known = store.get(source);
    if (known) return known;
    const digest = createHash('sha256').update(source).digest('base64');
    const isKnown = (lastValid.get(digest) ?? generation.hash) !== generation.hash;
    const count = isKnown ? uncounted : countWork;
    const prepared = count(() => prepare(limits, generation, source));
    if (!('document' in prepared)) return prepared;
    store.set(source, prepared);
    lastValid.set(digest, generation.hash);
    if (isKnown) renewed.add(prepared.document);
    return prepared;
  };
}

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

/** All that graphql-js says where it would have to compare more fields than it is willing to. */
const GIVEN_UP = 'Validation aborted.';
const TOO_MANY_ALIKE =
  'Expected fewer fields of one name in one place: the comparison of all with each other was given up.';

function withCode(error: GraphQLError, code: string): GraphQLError {
  const { nodes = null, source = null, positions = null } = error;
  const extensions = { ...error.extensions, code };
  const message = error.message === GIVEN_UP ? TOO_MANY_ALIKE : withoutValue(error.message);
  return new GraphQLError(message, { nodes, source, positions, extensions });
}
