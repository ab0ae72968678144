import { GraphQLError, type FieldNode } from 'graphql';
import type { Role } from '../../schema/contract/actor.ts';

/** Who may ask for the schema itself. */
export type IntrospectionPolicy = 'on' | 'off' | 'staff';

const NOT_STAFF: ReadonlySet<Role> = new Set(['ANONYMOUS', 'CITIZEN']);

/** What an operation asks of the schema itself, at its root. */
export function asksForSchema(rootFields: readonly FieldNode[]): boolean {
  return rootFields.some(({ name }) => name.value === '__schema' || name.value === '__type');
}

/** @returns the refusal of a question about the schema; null where the actor may ask it */
export function checkIntrospection(policy: IntrospectionPolicy, role: Role): GraphQLError | null {
  if (policy === 'on' || (policy === 'staff' && !NOT_STAFF.has(role))) return null;
  const who = policy === 'off' ? 'nobody' : 'signed-in staff only';
  return new GraphQLError(`Introspection is for ${who} here; the schema comes as a file.`, {
    extensions: { code: 'FORBIDDEN', http: { status: 403 } },
  });
}
