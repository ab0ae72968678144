import { caseMutation } from '../cases/case-mutation.ts';
import type { ActDeps } from '../act-deps.ts';
import type { CaseworkContext } from '../context.ts';
import type {
  CaseResolvers,
  MutationResolvers,
  QueryResolvers,
} from '../generated/resolver-types.ts';
import type { ClassifyCase } from './category.commands.ts';
import { toPath } from './category.rules.ts';

export function createCategoryResolvers(
  classifyCase: ClassifyCase,
  { profile }: Pick<ActDeps, 'profile'>,
): {
  Case: Pick<CaseResolvers<CaseworkContext>, 'category'>;
  Query: Pick<QueryResolvers<CaseworkContext>, 'categories'>;
  Mutation: Pick<MutationResolvers<CaseworkContext>, 'classifyCase'>;
} {
  return {
    Case: { category: ({ category }) => (category ? toPath(category) : null) },
    Query: { categories: () => profile.categories.map((path) => [...path]) },
    Mutation: { classifyCase: caseMutation(classifyCase) },
  };
}
