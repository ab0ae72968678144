import {
  GraphQLError,
  type DocumentNode,
  type FieldNode,
  type OperationDefinitionNode,
} from 'graphql';
import type { Role } from '../../schema/contract/actor.ts';
import { rootFieldsOf } from './operation-roots.ts';

/** Who may ask for the schema itself. */
export type IntrospectionPolicy = 'on' | 'off' | 'staff';

const NOT_STAFF: ReadonlySet<Role> = new Set(['ANONYMOUS', 'CITIZEN']);

/** @returns the refusal, or null where the operation may pass */
export function checkIntrospection(
  policy: IntrospectionPolicy,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  role: Role,
): GraphQLError | null {
  if (policy === 'on' || (policy === 'staff' && !NOT_STAFF.has(role))) return null;
  if (!rootFieldsOf(document, operation).some(asksForSchema)) return null;
  const who = policy === 'off' ? 'nobody' : 'signed-in staff only';
  return new GraphQLError(`Introspection is for ${who} here; the schema comes as a file.`, {
    extensions: { code: 'FORBIDDEN', http: { status: 403 } },
  });
}

function asksForSchema({ name }: FieldNode): boolean {
  return name.value === '__schema' || name.value === '__type';
}
