import type { ActDeps } from '../act-deps.ts';
import { toSearch } from '../cases/case.loaders.ts';
import type { CaseworkContext } from '../context.ts';
import type { AccountResolvers } from '../generated/resolver-types.ts';
import { petitionStub } from '../petitions/petition-stub.ts';

/** An account is known to its petitioner alone, so what is listed is what they may see. */
export function createAccountResolvers({ clock }: Pick<ActDeps, 'clock'>): {
  Account: AccountResolvers<CaseworkContext>;
} {
  return {
    Account: {
      __resolveReference: ({ id }, { actor }) =>
        actor.role === 'CITIZEN' && actor.id === id ? { id } : null,
      petitions: async (_account, page, { actor, loaders }) => {
        const search = toSearch(actor, null, clock.now());
        const { edges, pageInfo } = await loaders.casePage(search, {
          orderBy: 'SUBMITTED_AT_DESC',
          ...page,
        });
        const toPetition = ({ cursor, node }: (typeof edges)[number]) => ({
          cursor,
          node: petitionStub(node.petitionId),
        });
        return { edges: edges.map(toPetition), pageInfo };
      },
    },
  };
}
