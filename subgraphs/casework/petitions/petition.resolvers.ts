import type { PetitionStub } from '../../../schema/contract/stubs.ts';
import { maySee } from '../cases/case.access.rules.ts';
import type { CaseRow } from '../cases/case.entity.ts';
import type { CaseworkContext } from '../context.ts';
import type {
  DepartmentPetitionResolvers,
  DistrictPetitionResolvers,
  MayorPetitionResolvers,
  NationalPetitionResolvers,
  PetitionResolvers,
} from '../generated/resolver-types.ts';

/** Both fields ask the same loader, so a batch of petitions costs one query. */
const fields = {
  handlingUnits: async ({ id }: PetitionStub, _args: unknown, { loaders }: CaseworkContext) => {
    const row = await loaders.caseByPetition.load(id);
    return row && unitsWithAPart(row);
  },
  case: async ({ id }: PetitionStub, _args: unknown, { actor, loaders }: CaseworkContext) => {
    const row = await loaders.caseByPetition.load(id);
    return row && maySee(actor, row) ? row : null;
  },
};

export const petitionResolvers: {
  Petition: PetitionResolvers<CaseworkContext>;
  MayorPetition: MayorPetitionResolvers<CaseworkContext>;
  DistrictPetition: DistrictPetitionResolvers<CaseworkContext>;
  DepartmentPetition: DepartmentPetitionResolvers<CaseworkContext>;
  NationalPetition: NationalPetitionResolvers<CaseworkContext>;
} = {
  Petition: { __resolveType: ({ __typename }) => __typename },
  MayorPetition: {
    __resolveReference: ({ id }) => ({ __typename: 'MayorPetition', id }),
    ...fields,
  },
  DistrictPetition: {
    __resolveReference: ({ id }) => ({ __typename: 'DistrictPetition', id }),
    ...fields,
  },
  DepartmentPetition: {
    __resolveReference: ({ id }) => ({ __typename: 'DepartmentPetition', id }),
    ...fields,
  },
  NationalPetition: {
    __resolveReference: ({ id }) => ({ __typename: 'NationalPetition', id }),
    ...fields,
  },
};

/** By this the owning mailbox decides who may read the writer's name. */
function unitsWithAPart({ mailboxUnit, handlingUnits }: CaseRow): string[] {
  return [...new Set([...(mailboxUnit ? [mailboxUnit] : []), ...handlingUnits])];
}
