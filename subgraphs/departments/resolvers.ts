import type { GraphQLResolverMap } from '@apollo/subgraph';
import { createAttachmentResolvers } from '../kit/mailbox/attachments/attachment.resolvers.ts';
import type { MailboxParts } from '../kit/mailbox/create-mailbox.ts';
import { createLetterMutations } from '../kit/mailbox/letter.resolvers.ts';
import type { MailboxContext } from '../kit/mailbox/petition.loaders.ts';
import { noticeResolvers } from '../kit/mailbox/notices/notice.resolvers.ts';
import { createPetitionResolvers, findKnownPetition } from '../kit/mailbox/petition.resolvers.ts';
import { scalarResolvers } from '../kit/server/scalars.ts';
import { createDirectory, type Directory } from './directory/directory.ts';
import type { MutationResolvers, QueryResolvers, Resolvers } from './generated/resolver-types.ts';
import type { PetitionRow } from './petitions/petition.entity.ts';

type Context = MailboxContext<PetitionRow>;

export function createResolvers(parts: MailboxParts<PetitionRow>): GraphQLResolverMap<Context> {
  const directory = createDirectory(parts.profile);
  const resolvers: Resolvers<Context> = {
    ...scalarResolvers,
    Query: queries(directory),
    Mutation: mutations(directory, parts),
    Petition: { __resolveType: () => 'DepartmentPetition' },
    Unit: { __resolveType: () => 'Department' },
    Department: { __resolveReference: ({ id }) => directory.byId(id) },
    Attachment: createAttachmentResolvers<PetitionRow>(),
    Notice: noticeResolvers,
    DepartmentPetition: {
      ...createPetitionResolvers<PetitionRow>(),
      department: ({ mailbox }) => ownerOf(directory, mailbox),
    },
  };
  return resolvers as GraphQLResolverMap<Context>;
}

function queries(directory: Directory): QueryResolvers<Context> {
  return {
    departments: (_root, args) => directory.departments(args.function ?? null),
    department: (_root, { code }) => directory.byCode(code),
    departmentPetition: (_root, { id }, context) => findKnownPetition(id, context),
    myDepartmentPetitions: (_root, page, { petitions }) =>
      petitions.own({ mailbox: null, ...page }),
  };
}

function mutations(
  directory: Directory,
  parts: MailboxParts<PetitionRow>,
): MutationResolvers<Context> {
  const { submit, importLetters, createUpload } = parts;
  const ofLetters = createLetterMutations(parts);
  return {
    submitDepartmentPetition: (
      _root,
      { department, letter, idempotencyKey },
      { actor, requestId },
    ) =>
      submit({
        actor,
        requestId,
        mailbox: directory.requireDepartment(department).id,
        letter,
        ownOf: () => ({}),
        idempotency: { key: idempotencyKey },
      }),
    addDepartmentPetitionMessage: ofLetters.addMessage,
    resendDepartmentNotice: ofLetters.resendNotice,
    createDepartmentAttachmentUpload: (_root, { department, file }, { actor }) =>
      createUpload(actor, directory.requireDepartment(department).id, file),
    moderateDepartmentPetition: ofLetters.moderate,
    appealDepartmentModeration: ofLetters.appeal,
    releaseDepartmentPublicVersion: ofLetters.release,
    takeBackDepartmentPublicVersion: ofLetters.takeBack,
    importDepartmentPetitions: (_root, { department, letters }, { actor, requestId }) =>
      importLetters({
        actor,
        requestId,
        mailbox: directory.requireDepartment(department).id,
        letters,
        ownOf: () => ({}),
      }),
  };
}

function ownerOf(directory: Directory, mailbox: string) {
  const owner = directory.byId(mailbox);
  if (!owner) throw new Error(`${mailbox} has letters but is not in the profile`);
  return owner;
}
