import { Kind, visit, type DocumentNode } from 'graphql';
import { conditionVariables, isCondition } from '../document/collect-fields.ts';
import type { Data } from '../merge.ts';

/** Combinations of @skip and @include for which something is kept. */
const MAX_KEPT = 64;

/**
 * What differs with the variables in @skip and @include, made when they are first met with such values.
 * @param make gets the coerced variables
 */
export function keptByConditions<Made>(
  document: DocumentNode,
  make: (conditions: Data) => Made,
): (conditions: Data) => Made {
  const names = conditionVariables(document);
  const kept = new Map<string, Made>();
  return (conditions) => {
    const mask = names.map((name) => (conditions[name] === true ? '1' : '0')).join('');
    const known = kept.get(mask);
    if (known !== undefined) return known;
    const made = make(conditions);
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(mask, made);
    return made;
  };
}

/** The document with the values of these variables in its @skip and @include. */
export function withConditionsSettled(document: DocumentNode, conditions: Data): DocumentNode {
  return visit(document, {
    Directive: (directive) => {
      const [given] = directive.arguments ?? [];
      if (!isCondition(directive.name.value) || given?.value.kind !== Kind.VARIABLE) return false;
      const value = conditions[given.value.name.value] === true;
      return { ...directive, arguments: [{ ...given, value: { kind: Kind.BOOLEAN, value } }] };
    },
  });
}

/** The document with all that these variables might leave out. */
export function withoutConditions(document: DocumentNode): DocumentNode {
  return visit(document, {
    Directive: ({ name, arguments: [given] = [] }) =>
      isCondition(name.value) && given?.value.kind === Kind.VARIABLE ? null : false,
  });
}
