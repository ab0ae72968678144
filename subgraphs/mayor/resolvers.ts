import type { GraphQLResolverMap } from '@apollo/subgraph';
import type { MailboxParts } from '../kit/mailbox/create-mailbox.ts';
import type { MailboxContext } from '../kit/mailbox/petition.loaders.ts';
import { createPetitionResolvers, findKnownPetition } from '../kit/mailbox/petition.resolvers.ts';
import { scalarResolvers } from '../kit/server/scalars.ts';
import { createDirectory, type Directory } from './directory/directory.ts';
import type { MutationResolvers, QueryResolvers, Resolvers } from './generated/resolver-types.ts';
import type { PetitionRow } from './petitions/petition.entity.ts';

type Context = MailboxContext<PetitionRow>;

const MAILBOX = 'mayor';

export function createResolvers(parts: MailboxParts<PetitionRow>): GraphQLResolverMap<Context> {
  const directory = createDirectory(parts.profile);
  const resolvers: Resolvers<Context> = {
    ...scalarResolvers,
    Query: queries(directory),
    Mutation: mutations(directory, parts),
    Petition: { __resolveType: () => 'MayorPetition' },
    Leader: { __resolveReference: ({ id }) => directory.leader(id) },
    MayorPetition: {
      ...createPetitionResolvers<PetitionRow>(),
      leader: ({ leader }) => (leader === null ? null : directory.leader(leader)),
    },
  };
  return resolvers as GraphQLResolverMap<Context>;
}

function queries(directory: Directory): QueryResolvers<Context> {
  return {
    leaders: () => [...directory.leaders],
    leader: (_root, { id }) => directory.leader(id),
    mayorPetition: (_root, { id }, context) => findKnownPetition(id, context),
    myMayorPetitions: (_root, page, { petitions }) => petitions.own({ mailbox: null, ...page }),
  };
}

function mutations(
  directory: Directory,
  { submit, importLetters }: MailboxParts<PetitionRow>,
): MutationResolvers<Context> {
  return {
    submitMayorPetition: (_root, { letter, leader, idempotencyKey }, { actor, requestId }) =>
      submit({
        actor,
        requestId,
        mailbox: MAILBOX,
        letter,
        ownOf: () => ({ leader: leader ? directory.requireLeader(leader).id : null }),
        idempotency: { key: idempotencyKey },
      }),
    importMayorPetitions: (_root, { letters }, { actor, requestId }) =>
      importLetters({
        actor,
        requestId,
        mailbox: MAILBOX,
        letters,
        ownOf: () => ({ leader: null }),
      }),
  };
}
