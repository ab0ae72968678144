import { getNamedType, isObjectType } from 'graphql';
import type { Generation } from '../../supergraph/generation.ts';

/** Arguments that say where a subscription begins, not what it is. */
export const START_ARGUMENTS = ['after', 'withOpen'] as const;

type StartArgument = (typeof START_ARGUMENTS)[number];

/** Their types as the schema has them; null for one that the field does not take. */
export type StartTypes = Readonly<Record<StartArgument, string | null>>;

const CURSOR = 'cursor';

export function isStartArgument(name: string): name is StartArgument {
  return (START_ARGUMENTS as readonly string[]).includes(name);
}

/** @returns null where the subscription cannot be resumed: no `after`, or events without a `cursor` */
export function startTypes(
  { apiSchema }: Pick<Generation, 'apiSchema'>,
  rootField: string,
): StartTypes | null {
  const field = apiSchema.getSubscriptionType()?.getFields()[rootField];
  if (!field) return null;
  const payload = getNamedType(field.type);
  if (!isObjectType(payload) || payload.getFields()[CURSOR] === undefined) return null;
  const typeOf = (argument: StartArgument): string | null => {
    const type = field.args.find(({ name }) => name === argument)?.type;
    return type ? String(type) : null;
  };
  const after = typeOf('after');
  return after === null ? null : { after, withOpen: typeOf('withOpen') };
}
