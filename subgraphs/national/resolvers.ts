import type { GraphQLResolverMap } from '@apollo/subgraph';
import { badUserInput } from '../kit/errors.ts';
import { createAttachmentResolvers } from '../kit/mailbox/attachments/attachment.resolvers.ts';
import type { MailboxParts } from '../kit/mailbox/create-mailbox.ts';
import { dayOf } from '../kit/mailbox/day.ts';
import { noticeResolvers } from '../kit/mailbox/notices/notice.resolvers.ts';
import { createLetterMutations } from '../kit/mailbox/letter.resolvers.ts';
import type { MailboxContext } from '../kit/mailbox/petition.loaders.ts';
import {
  checkReadable,
  createPetitionResolvers,
  findKnownPetition,
} from '../kit/mailbox/petition.resolvers.ts';
import { checkText } from '../kit/mailbox/petition.rules.ts';
import { scalarResolvers } from '../kit/server/scalars.ts';
import { checkInForce, type Directory } from './directory/directory.ts';
import type { MutationResolvers, QueryResolvers, Resolvers } from './generated/resolver-types.ts';
import { createReportLoader } from './interconnect/interconnect.loaders.ts';
import { createInterconnectResolvers } from './interconnect/interconnect.resolvers.ts';
import type { PeerClient } from './interconnect/peer-client.ts';
import { checkCustody } from './petitions/custody-above.rules.ts';
import type { PetitionRow } from './petitions/petition.entity.ts';
import { createOnlineShareResolvers } from './shares/online-share.resolvers.ts';

type Context = MailboxContext<PetitionRow>;

const MAILBOX = 'national';
const NUMBER_MAX_CHARS = 100;

interface NationalParts {
  directory: Directory;
  client: PeerClient;
}

export function createResolvers(
  parts: MailboxParts<PetitionRow>,
  { directory, client }: NationalParts,
): GraphQLResolverMap<Context> {
  const links = createInterconnectResolvers({
    reports: createReportLoader({ orm: parts.orm, configured: client.codes }),
    clock: parts.clock,
  });
  const shares = createOnlineShareResolvers({ directory, client });
  const ofLetters = createLetterMutations(parts);
  const resolvers: Resolvers<Context> = {
    ...scalarResolvers,
    Query: { ...queries(directory), ...shares.Query },
    Mutation: {
      submitNationalPetition: takeOver(directory, parts),
      addNationalPetitionMessage: ofLetters.addMessage,
      resendNationalNotice: ofLetters.resendNotice,
      createNationalAttachmentUpload: (_root, { file }, { actor }) =>
        parts.createUpload(actor, MAILBOX, file),
      moderateNationalPetition: ofLetters.moderate,
      appealNationalModeration: ofLetters.appeal,
      releaseNationalPublicVersion: ofLetters.release,
      takeBackNationalPublicVersion: ofLetters.takeBack,
      importNationalPetitions: importMatters(directory, parts),
    },
    Petition: { __resolveType: () => 'NationalPetition' },
    UpstreamChannel: { __resolveReference: ({ id }) => directory.channelById(id) },
    Peer: { __resolveReference: ({ id }) => directory.peerById(id), ...links.Peer },
    Interconnect: links.Interconnect,
    OnlineShare: shares.OnlineShare,
    PeerOnlineShare: shares.PeerOnlineShare,
    Attachment: createAttachmentResolvers<PetitionRow>(),
    Notice: noticeResolvers,
    NationalPetition: {
      ...createPetitionResolvers<PetitionRow>(),
      upstreamChannel: ({ upstreamChannel }) => directory.requireChannel(upstreamChannel),
      peer: ({ upstreamPeer }) =>
        upstreamPeer === null ? null : directory.peerById(`peer:${upstreamPeer}`),
      custodyAbove: (row, _args, { actor }) => {
        checkReadable(row, actor);
        return row.custodyAbove.map(({ bureau, at }) => ({ bureau, at: new Date(at) }));
      },
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
        const now = clock.now();
        checkInForce(channel, dayOf(now, profile.city.timezone), 'upstreamChannel');
        const custodyAbove = checkCustody('custodyAbove', args.custodyAbove, now);
        return { upstreamChannel: channel.code, upstreamNumber, upstreamPeer: null, custodyAbove };
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
        const own = { upstreamChannel: channel.code, upstreamNumber: sourceNumber };
        return { ...own, upstreamPeer: null, custodyAbove: [] };
      },
    });
  };
}
