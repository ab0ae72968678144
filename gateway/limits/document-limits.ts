import type { DocumentNode, GraphQLError } from 'graphql';
import { aliasLimit } from './aliases.ts';
import { depthLimit } from './depth.ts';
import { directiveLimit } from './directives.ts';
import { fieldLimit } from './fields.ts';
import { refuseCycles } from './fragment-cycles.ts';
import type { LimitsConfig } from './limit-settings.ts';
import type { DocumentLimit } from './measure.ts';
import { rootFieldLimit } from './root-fields.ts';
import { checkText } from './tokens.ts';

/** What is checked once per text, before it is parsed and before it is validated. */
export interface DocumentLimits {
  checkText: (text: string) => GraphQLError | null;
  checkDocument: (document: DocumentNode) => GraphQLError | null;
}

export function createDocumentLimits(config: LimitsConfig): DocumentLimits {
  // what has no end cannot be measured
  const limits: DocumentLimit[] = [refuseCycles, fieldLimit(config.fields)];
  if (config.depth !== null) limits.push(depthLimit(config.depth));
  if (config.aliases !== null) limits.push(aliasLimit(config.aliases));
  if (config.rootFields !== null) limits.push(rootFieldLimit(config.rootFields));
  if (config.directives !== null) limits.push(directiveLimit(config.directives));
  return {
    checkText: (text) => checkText(text, config),
    checkDocument: (document) => {
      for (const limit of limits) {
        const error = limit(document);
        if (error) return error;
      }
      return null;
    },
  };
}
