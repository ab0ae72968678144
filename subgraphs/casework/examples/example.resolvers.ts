import { forbidden, unauthenticated } from '../../kit/errors.ts';
import { checkPageSize } from '../../kit/pages/keyset.ts';
import type { ActDeps } from '../act-deps.ts';
import { maySeeInternals } from '../cases/case.access.rules.ts';
import { caseMutation } from '../cases/case-mutation.ts';
import type { CaseworkContext } from '../context.ts';
import { shanghaiDay } from '../deadlines/shanghai-time.ts';
import { found } from '../found.ts';
import type {
  CaseResolvers,
  ExampleResolvers,
  MutationResolvers,
  QueryResolvers,
} from '../generated/resolver-types.ts';
import { checkMonth } from '../input/month.rules.ts';
import type { ExampleCommands } from './example.commands.ts';

export function createExampleResolvers(
  commands: ExampleCommands,
  { clock }: Pick<ActDeps, 'clock'>,
): {
  Query: Pick<QueryResolvers<CaseworkContext>, 'examples' | 'showcases'>;
  Case: Pick<CaseResolvers<CaseworkContext>, 'example'>;
  Example: ExampleResolvers<CaseworkContext>;
  Mutation: Pick<MutationResolvers<CaseworkContext>, 'recordExample' | 'showcaseExample'>;
} {
  return {
    Query: {
      examples: (_root, { kind, from, to, first }, { actor, loaders }) => {
        if (actor.role === 'ANONYMOUS') throw unauthenticated();
        if (!maySeeInternals(actor)) throw forbidden('list examples');
        return loaders.examples({
          actor,
          kind: kind ?? null,
          from: from ?? null,
          to: to ?? null,
          first: checkPageSize(first),
        });
      },
      showcases: (_root, { month }, { loaders }) =>
        loaders.showcases(checkMonth('month', month ?? shanghaiDay(clock.now()).slice(0, 7))),
    },
    Case: {
      example: async (row, _args, { actor, loaders }) =>
        maySeeInternals(actor) ? ((await loaders.records.examples.load(row.id))[0] ?? null) : null,
    },
    Example: { case: ({ caseId }, _args, { loaders }) => found(loaders.caseById, caseId) },
    Mutation: {
      recordExample: caseMutation(commands.recordExample),
      showcaseExample: caseMutation(commands.showcaseExample),
    },
  };
}
