import { visit } from 'graphql';
import { limitExceeded } from './limit-exceeded.ts';
import type { DocumentLimit } from './measure.ts';

/** Refuses documents with more than `maximum` directives, wherever they stand. */
export function directiveLimit(maximum: number): DocumentLimit {
  return (document) => {
    let received = 0;
    visit(document, { Directive: () => void (received += 1) });
    if (received <= maximum) return null;
    return limitExceeded({ limit: 'directives', maximum, received, what: 'directives' });
  };
}
