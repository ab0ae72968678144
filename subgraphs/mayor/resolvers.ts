import type { GraphQLResolverMap } from '@apollo/subgraph';
import { createAttachmentResolvers } from '../kit/mailbox/attachments/attachment.resolvers.ts';
import type { MailboxParts } from '../kit/mailbox/create-mailbox.ts';
import { createLetterMutations } from '../kit/mailbox/letter.resolvers.ts';
import type { MailboxContext } from '../kit/mailbox/petition.loaders.ts';
import { noticeResolvers } from '../kit/mailbox/notices/notice.resolvers.ts';
import { createPetitionResolvers, findKnownPetition } from '../kit/mailbox/petition.resolvers.ts';
import { createProofSigner } from '../kit/registration/sign-proof.ts';
import { scalarResolvers } from '../kit/server/scalars.ts';
import { createDirectory, type Directory } from './directory/directory.ts';
import type { MutationResolvers, QueryResolvers, Resolvers } from './generated/resolver-types.ts';
import { createSuggestionResolvers } from './leaders/suggestion.resolvers.ts';
import { createOfficeResolvers } from './petitioners/account.resolvers.ts';
import {
  createRegistrationOffice,
  type RegistrationOffice,
} from './petitioners/petitioner.commands.ts';
import { createPetitionerStore } from './petitioners/petitioner.store.ts';
import type { PetitionRow } from './petitions/petition.entity.ts';

type Context = MailboxContext<PetitionRow>;

const MAILBOX = 'mayor';

export function createResolvers(parts: MailboxParts<PetitionRow>): GraphQLResolverMap<Context> {
  const directory = createDirectory(parts.profile);
  const ofOffice = createOfficeResolvers<Context>(openOffice(parts));
  const resolvers: Resolvers<Context> = {
    ...scalarResolvers,
    Query: {
      ...queries(directory),
      ...createSuggestionResolvers<Context>(parts.profile),
      ...ofOffice.Query,
    },
    Mutation: { ...mutations(directory, parts), ...ofOffice.Mutation },
    Account: ofOffice.Account,
    Petition: { __resolveType: () => 'MayorPetition' },
    Leader: { __resolveReference: ({ id }) => directory.leader(id) },
    Attachment: createAttachmentResolvers<PetitionRow>(),
    Notice: noticeResolvers,
    MayorPetition: {
      ...createPetitionResolvers<PetitionRow>(),
      leader: ({ leader }) => (leader === null ? null : directory.leader(leader)),
    },
  };
  return resolvers as GraphQLResolverMap<Context>;
}

function openOffice({
  orm,
  vault,
  signingKey,
  clock,
  profile,
}: MailboxParts<PetitionRow>): RegistrationOffice {
  return createRegistrationOffice({
    orm,
    store: createPetitionerStore(vault),
    signProof: createProofSigner(signingKey, clock),
    clock,
    timezone: profile.city.timezone,
  });
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
  parts: MailboxParts<PetitionRow>,
): MutationResolvers<Context> {
  const { submit, importLetters, createUpload } = parts;
  const ofLetters = createLetterMutations(parts);
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
    addMayorPetitionMessage: ofLetters.addMessage,
    resendMayorNotice: ofLetters.resendNotice,
    createMayorAttachmentUpload: (_root, { file }, { actor }) => createUpload(actor, MAILBOX, file),
    moderateMayorPetition: ofLetters.moderate,
    appealMayorModeration: ofLetters.appeal,
    releaseMayorPublicVersion: ofLetters.release,
    takeBackMayorPublicVersion: ofLetters.takeBack,
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
