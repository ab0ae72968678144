import { checkText } from '../../kit/mailbox/petition.rules.ts';
import type { Profile } from '../../kit/profile/profile.ts';
import type { RequestContext } from '../../kit/server/context.ts';
import type { QueryResolvers } from '../generated/resolver-types.ts';
import { suggestLeaders } from './suggestion.rules.ts';

/** Nothing of a draft is kept, and whoever writes is not asked who they are. */
export function createSuggestionResolvers<Context extends RequestContext>({
  city,
  leaders,
}: Profile): Pick<QueryResolvers<Context>, 'suggestLeader'> {
  const { titleMaxChars, contentMaxChars } = city.letterLimits;
  return {
    suggestLeader: (_root, { title, content, category }) =>
      suggestLeaders(leaders, {
        title: checkText('title', title, titleMaxChars),
        content: checkText('content', content, contentMaxChars),
        category: category ?? [],
      }),
  };
}
