import { maySeeInternals } from '../cases/case.access.rules.ts';
import { caseMutation } from '../cases/case-mutation.ts';
import type { CaseworkContext } from '../context.ts';
import type {
  CaseResolvers,
  ContactResolvers,
  MutationResolvers,
  ReviewResolvers,
} from '../generated/resolver-types.ts';
import { toUnit } from '../units/unit.ts';
import type { ReviewCommands } from './review.commands.ts';

/** Reviews are the offices' own; the petitioner is called back and told. */
export function createReviewResolvers(commands: ReviewCommands): {
  Case: Pick<CaseResolvers<CaseworkContext>, 'reviews' | 'contacts'>;
  Review: ReviewResolvers<CaseworkContext>;
  Contact: ContactResolvers<CaseworkContext>;
  Mutation: Pick<
    MutationResolvers<CaseworkContext>,
    'reviewFirst' | 'reviewSecond' | 'publishReply' | 'recordContact'
  >;
} {
  const unit = ({ unitId }: { unitId?: string | null | undefined }) =>
    unitId ? toUnit(unitId) : null;
  return {
    Case: {
      reviews: (row, _args, { actor, loaders }) =>
        maySeeInternals(actor) ? loaders.records.reviews.load(row.id) : [],
      contacts: (row, _args, { actor, loaders }) =>
        maySeeInternals(actor) ? loaders.records.contacts.load(row.id) : [],
    },
    Review: { unit },
    Contact: { unit },
    Mutation: {
      reviewFirst: caseMutation(commands.reviewFirst),
      reviewSecond: caseMutation(commands.reviewSecond),
      publishReply: caseMutation(commands.publishReply),
      recordContact: caseMutation(commands.recordContact),
    },
  };
}
