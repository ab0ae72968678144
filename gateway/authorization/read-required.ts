import { Kind, parse, valueFromASTUntyped, type SelectionSetNode } from 'graphql';
import { parseFieldSet } from '../supergraph/field-set.ts';

/** By `Type.field`: what its subgraphs get of others along with it. */
export type RequiredSets = ReadonlyMap<string, readonly SelectionSetNode[]>;

/** Reads what @requires became in a supergraph. */
export function readRequired(supergraphSdl: string): RequiredSets {
  const required = new Map<string, readonly SelectionSetNode[]>();
  for (const definition of parse(supergraphSdl, { noLocation: true }).definitions) {
    if (
      definition.kind !== Kind.OBJECT_TYPE_DEFINITION &&
      definition.kind !== Kind.INTERFACE_TYPE_DEFINITION
    )
      continue;
    for (const { name, directives = [] } of definition.fields ?? []) {
      const sets = directives.flatMap((directive) => {
        const given = directive.arguments?.find((argument) => argument.name.value === 'requires');
        const fieldSet = given && valueFromASTUntyped(given.value);
        const isJoin = directive.name.value === 'join__field' && typeof fieldSet === 'string';
        return isJoin ? [parseFieldSet(fieldSet)] : [];
      });
      if (sets.length > 0) required.set(`${definition.name.value}.${name.value}`, sets);
    }
  }
  return required;
}
