import type { Actor } from '../../../schema/contract/actor.ts';
import { maySee, maySeeInternals } from '../cases/case.access.rules.ts';
import type { CaseRow } from '../cases/case.entity.ts';
import type { CaseworkContext } from '../context.ts';
import type {
  DepartmentPetitionResolvers,
  DistrictPetitionResolvers,
  MayorPetitionResolvers,
  NationalPetitionResolvers,
  PetitionResolvers,
} from '../generated/resolver-types.ts';
import type { FormFields } from '../forms/form.resolvers.ts';
import type { RoutingFields } from '../routing/suggested-unit.resolvers.ts';
import type { PetitionReference } from './petition-stub.ts';

interface PetitionResolverMap {
  Petition: PetitionResolvers<CaseworkContext>;
  MayorPetition: MayorPetitionResolvers<CaseworkContext>;
  DistrictPetition: DistrictPetitionResolvers<CaseworkContext>;
  DepartmentPetition: DepartmentPetitionResolvers<CaseworkContext>;
  NationalPetition: NationalPetitionResolvers<CaseworkContext>;
}

export function createPetitionResolvers(
  fieldsByLetter: FormFields & RoutingFields,
): PetitionResolverMap {
  const fields = { ...ownFields, ...fieldsByLetter };
  return {
    Petition: { __resolveType: ({ __typename }) => __typename },
    MayorPetition: { __resolveReference: toReference('MayorPetition'), ...fields },
    DistrictPetition: { __resolveReference: toReference('DistrictPetition'), ...fields },
    DepartmentPetition: { __resolveReference: toReference('DepartmentPetition'), ...fields },
    NationalPetition: { __resolveReference: toReference('NationalPetition'), ...fields },
  };
}

/** Both ask the same loader, so a batch of petitions costs one query. */
const ownFields = {
  handlingUnits: async (
    { id }: PetitionReference,
    _args: unknown,
    { actor, loaders }: CaseworkContext,
  ) => {
    if (!mayAskForUnits(actor, id)) return null;
    const row = await loaders.caseByPetition.load(id);
    return row && unitsWithAPart(row);
  },
  case: async ({ id }: PetitionReference, _args: unknown, { actor, loaders }: CaseworkContext) => {
    const row = await loaders.caseByPetition.load(id);
    return row && maySee(actor, row) ? row : null;
  },
};

function toReference(__typename: PetitionReference['__typename']) {
  return (reference: Omit<PetitionReference, '__typename'>): PetitionReference => ({
    ...reference,
    __typename,
  });
}

/**
 * Of staff alone anything depends on it, and the API does not show it; whoever asks casework itself is a
 * mailbox's system, which learns nothing of what came to another one.
 */
function mayAskForUnits(actor: Actor, petitionId: string): boolean {
  if (actor.role === 'SYSTEM')
    return actor.unit !== null && petitionId.startsWith(`${actor.unit}:`);
  return maySeeInternals(actor);
}

/** By this the owning mailbox decides who may read the writer's name. */
function unitsWithAPart({ mailboxUnit, handlingUnits }: CaseRow): string[] {
  return [...new Set([...(mailboxUnit ? [mailboxUnit] : []), ...handlingUnits])];
}
