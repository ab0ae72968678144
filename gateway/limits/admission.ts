import { getOperationAST, GraphQLError, type DocumentNode } from 'graphql';
import type { Actor } from '../../schema/contract/actor.ts';
import { isData } from '../execution/merge.ts';
import type { PrepareDocument } from '../execution/document/prepare-document.ts';
import type { Generation } from '../supergraph/generation.ts';
import type { FindDocument, GivenDocument } from './document-text.ts';
import { checkIntrospection, type IntrospectionPolicy } from './introspection.ts';
import type { FactsOf } from './operation-facts.ts';
import type { RateLimits } from './rate.ts';
import { checkNesting } from './variable-nesting.ts';

/** One operation as it came, by whatever transport. */
interface GivenOperation {
  generation: Generation;
  given: GivenDocument;
  operationName: string | null;
  variables: unknown;
  actor: Actor;
  /** Of the client; see client-address.ts. */
  address: string;
}

/** Parsed, valid and within all limits. */
export interface AdmittedOperation {
  text: string;
  document: DocumentNode;
}

/** @returns null where no document was given; both transports refuse that in their own way */
export type Admit = (
  operation: GivenOperation,
) => AdmittedOperation | { errors: readonly GraphQLError[] } | null;

interface AdmissionDeps {
  introspection: IntrospectionPolicy;
  factsOf: FactsOf;
  rates: RateLimits;
  findDocument: FindDocument;
  prepareDocument: PrepareDocument;
  /** Lists and objects within each other in a variable. */
  nesting: number;
}

/** Everything that is asked of an operation before it is planned; both transports come here. */
export function createAdmission(deps: AdmissionDeps): Admit {
  return (operation) => {
    try {
      return admit(deps, operation);
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [error] };
      throw error;
    }
  };
}

function admit(deps: AdmissionDeps, operation: GivenOperation): ReturnType<Admit> {
  deps.rates.passActor(operation.actor);
  const found = deps.findDocument(operation.given);
  if (!found) return null;
  const countWork = deps.rates.workOf(operation.actor, operation.address);
  const prepared = deps.prepareDocument(operation.generation, found.text, countWork);
  if ('errors' in prepared) return prepared;
  found.keep();
  const errors = checkOperation(deps, operation, prepared.document);
  return errors ? { errors } : { text: found.text, document: prepared.document };
}

/** What depends on who asks and with which variables, and so is checked every time. */
function checkOperation(
  { introspection, rates, factsOf, nesting }: AdmissionDeps,
  { generation, operationName, variables, actor, address }: GivenOperation,
  document: DocumentNode,
): GraphQLError[] | null {
  const operation = getOperationAST(document, operationName);
  // planning says so
  if (!operation) return null;
  const facts = factsOf(generation, document, operation);
  rates.passQueryCodes(facts.queryCodes, actor, address);
  const refused =
    checkNesting(variables, nesting) ??
    (facts.asksForSchema ? checkIntrospection(introspection, actor.role) : null) ??
    facts.checkCost?.(isData(variables) ? variables : {});
  return refused ? [refused] : null;
}
