import { createDocumentStore } from '../execution/document/prepare-document.ts';
import { createAdmission, type Admit } from './admission.ts';
import { createDocumentLimits } from './document-limits.ts';
import type { LimitsConfig } from './limit-settings.ts';
import { openDocuments } from './open-documents.ts';
import { createOperationFacts } from './operation-facts.ts';
import { createRateLimits, type RateLimits } from './rate.ts';

/**
 * All limits of one gateway, shared by its transports.
 * @throws Error where trusted documents are wanted and cannot be read
 */
export async function openAdmission(
  config: LimitsConfig,
): Promise<{ rates: RateLimits; admit: Admit }> {
  const rates = createRateLimits(config.rates);
  const findDocument = await openDocuments(config);
  const prepareDocument = createDocumentStore(createDocumentLimits(config), config.documentCache);
  const { introspection, nesting } = config;
  const factsOf = createOperationFacts(config.cost);
  const deps = { introspection, factsOf, rates, findDocument, prepareDocument, nesting };
  return { rates, admit: createAdmission(deps) };
}
