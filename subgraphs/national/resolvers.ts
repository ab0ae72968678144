import type { GraphQLResolverMap } from '@apollo/subgraph';
import { badUserInput } from '../kit/errors.ts';
import type { MailboxParts } from '../kit/mailbox/create-mailbox.ts';
import { dayOf } from '../kit/mailbox/day.ts';
import type { MailboxContext } from '../kit/mailbox/petition.loaders.ts';
import { createPetitionResolvers, findKnownPetition } from '../kit/mailbox/petition.resolvers.ts';
import { checkText } from '../kit/mailbox/petition.rules.ts';
import { scalarResolvers } from '../kit/server/scalars.ts';
import { checkInForce, createDirectory, type Directory } from './directory/directory.ts';
import type { MutationResolvers, QueryResolvers, Resolvers } from './generated/resolver-types.ts';
import type { PetitionRow } from './petitions/petition.entity.ts';

type Context = MailboxContext<PetitionRow>;

const MAILBOX = 'national';
const NUMBER_MAX_CHARS = 100;

export function createResolvers(parts: MailboxParts<PetitionRow>): GraphQLResolverMap<Context> {
  const directory = createDirectory(parts.profile);
  const resolvers: Resolvers<Context> = {
    ...scalarResolvers,
    Query: queries(directory),
    Mutation: {
      submitNationalPetition: takeOver(directory, parts),
      importNationalPetitions: importMatters(directory, parts),
    },
    Petition: { __resolveType: () => 'NationalPetition' },
    UpstreamChannel: { __resolveReference: ({ id }) => directory.channelById(id) },
    Peer: { __resolveReference: ({ id }) => directory.peerById(id) },
    NationalPetition: {
      ...createPetitionResolvers<PetitionRow>(),
      upstreamChannel: ({ upstreamChannel }) => directory.requireChannel(upstreamChannel),
    },
  };
  return resolvers as GraphQLResolverMap<Context>;
}

function queries(directory: Directory): QueryResolvers<Context> {
  return {
    upstreamChannels: () => [...directory.upstreamChannels],
    peers: () => [...directory.peers],
    nationalPetition: (_root, { id }, context) => findKnownPetition(id, context),
  };
}

/** The upstream number is the idempotency key, whoever takes the matter over. */
function takeOver(
  directory: Directory,
  { profile, clock, submit }: MailboxParts<PetitionRow>,
): NonNullable<MutationResolvers<Context>['submitNationalPetition']> {
  return (_root, args, { actor, requestId }) => {
    const channel = directory.requireChannel(args.upstreamChannel);
    const upstreamNumber = checkText('upstreamNumber', args.upstreamNumber, NUMBER_MAX_CHARS);
    return submit({
      actor,
      requestId,
      mailbox: MAILBOX,
      letter: args.letter,
      ownOf: () => {
        checkInForce(channel, dayOf(clock.now(), profile.city.timezone), 'upstreamChannel');
        return { upstreamChannel: channel.code, upstreamNumber };
      },
      takenError: () =>
        badUserInput('upstreamNumber', 'a number not yet imported', 'one that was imported'),
      idempotency: { key: upstreamNumber, scope: channel.id },
    });
  };
}

function importMatters(
  directory: Directory,
  { profile, importLetters }: MailboxParts<PetitionRow>,
): NonNullable<MutationResolvers<Context>['importNationalPetitions']> {
  return (_root, { upstreamChannel, letters }, { actor, requestId }) => {
    const channel = directory.requireChannel(upstreamChannel);
    return importLetters({
      actor,
      requestId,
      mailbox: MAILBOX,
      letters,
      ownOf: ({ sourceNumber, submittedAt }) => {
        checkInForce(channel, dayOf(submittedAt, profile.city.timezone), 'submittedAt');
        return { upstreamChannel: channel.code, upstreamNumber: sourceNumber };
      },
    });
  };
}
