import { Kind, parse, valueFromASTUntyped, type ConstDirectiveNode } from 'graphql';

/** What one directive asks for: alternatives, each a list of things that must all be there. */
export interface Guard {
  directive: 'authenticated' | 'requiresScopes' | 'policy';
  anyOf: readonly (readonly string[])[];
}

/** The directives of all subgraphs, by `Type` and by `Type.field`. */
export type StatedGuards = ReadonlyMap<string, readonly Guard[]>;

export function readStatedGuards(sdls: readonly string[]): StatedGuards {
  const stated = new Map<string, Guard[]>();
  const state = (place: string, directives: readonly ConstDirectiveNode[] = []): void => {
    const guards = directives.flatMap(readGuard);
    if (guards.length > 0) stated.set(place, [...(stated.get(place) ?? []), ...guards]);
  };
  for (const { definitions } of sdls.map((sdl) => parse(sdl, { noLocation: true })))
    for (const definition of definitions) {
      if (
        definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
        definition.kind === Kind.OBJECT_TYPE_EXTENSION
      ) {
        for (const { name, directives } of definition.fields ?? [])
          state(`${definition.name.value}.${name.value}`, directives);
        state(definition.name.value, definition.directives);
      } else if (
        definition.kind === Kind.SCALAR_TYPE_DEFINITION ||
        definition.kind === Kind.ENUM_TYPE_DEFINITION
      ) {
        state(definition.name.value, definition.directives);
      }
    }
  return stated;
}

function readGuard({ name, arguments: given = [] }: ConstDirectiveNode): Guard[] {
  const directive = name.value;
  const [first] = given;
  const anyOf = first ? (valueFromASTUntyped(first.value) as string[][]) : [];
  return directive === 'authenticated' || directive === 'requiresScopes' || directive === 'policy'
    ? [{ directive, anyOf }]
    : [];
}
