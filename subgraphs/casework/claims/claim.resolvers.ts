import { caseMutation } from '../cases/case-mutation.ts';
import type { CaseworkContext } from '../context.ts';
import type {
  CaseResolvers,
  ClaimResolvers,
  MutationResolvers,
} from '../generated/resolver-types.ts';
import { toUnit } from '../units/unit.ts';
import type { ClaimCommands } from './claim.commands.ts';

export function createClaimResolvers(commands: ClaimCommands): {
  Case: Pick<CaseResolvers<CaseworkContext>, 'claims'>;
  Claim: ClaimResolvers<CaseworkContext>;
  Mutation: Pick<MutationResolvers<CaseworkContext>, 'addClaim' | 'recordClaimOutcome'>;
} {
  return {
    Case: { claims: (row, _args, { loaders }) => loaders.records.claims.load(row.id) },
    Claim: { unit: ({ unitId }) => (unitId ? toUnit(unitId) : null) },
    Mutation: {
      addClaim: caseMutation(commands.addClaim),
      recordClaimOutcome: caseMutation(commands.recordClaimOutcome),
    },
  };
}
