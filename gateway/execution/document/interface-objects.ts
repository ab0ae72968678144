import type { InterfaceType, Supergraph } from '@apollo/federation-internals';

/** Interfaces by whose name alone some subgraph knows the entities behind them. */
export function interfaceObjects({ schema }: Supergraph): readonly InterfaceType[] {
  return schema
    .interfaceTypes()
    .filter(({ appliedDirectives }) =>
      appliedDirectives.some(
        (directive) =>
          directive.name === 'join__type' &&
          (directive.arguments() as { isInterfaceObject?: unknown }).isInterfaceObject === true,
      ),
    );
}
