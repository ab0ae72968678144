import type { GraphQLResolverMap } from '@apollo/subgraph';
import { createAttachmentResolvers } from '../kit/mailbox/attachments/attachment.resolvers.ts';
import type { MailboxParts } from '../kit/mailbox/create-mailbox.ts';
import { dayOf } from '../kit/mailbox/day.ts';
import { createLetterMutations } from '../kit/mailbox/letter.resolvers.ts';
import type { MailboxContext } from '../kit/mailbox/petition.loaders.ts';
import { noticeResolvers } from '../kit/mailbox/notices/notice.resolvers.ts';
import { createPetitionResolvers, findKnownPetition } from '../kit/mailbox/petition.resolvers.ts';
import { scalarResolvers } from '../kit/server/scalars.ts';
import { createDirectory, type Directory, type DistrictRow } from './directory/directory.ts';
import type { MutationResolvers, QueryResolvers, Resolvers } from './generated/resolver-types.ts';
import type { PetitionRow } from './petitions/petition.entity.ts';
import { createRegistry, type Registry } from './registry/registry.commands.ts';
import { createRegistryResolvers } from './registry/registry.resolvers.ts';

type Context = MailboxContext<PetitionRow>;

/** The calendar day of an instant where the city lies. */
type DayOf = (instant: Date) => string;

export function createResolvers(parts: MailboxParts<PetitionRow>): GraphQLResolverMap<Context> {
  const { orm, profile, clock, wakeRelay } = parts;
  const directory = createDirectory(profile);
  const registry = createRegistry({ orm, directory, clock, wakeRelay });
  const ofRegistry = createRegistryResolvers<Context>(directory, registry);
  const cityDay: DayOf = (instant) => dayOf(instant, profile.city.timezone);
  const resolvers: Resolvers<Context> = {
    ...scalarResolvers,
    Query: { ...queries(directory, () => cityDay(clock.now())), ...ofRegistry.query },
    Mutation: { ...mutations(directory, registry, cityDay, parts), ...ofRegistry.mutation },
    DistrictSystem: ofRegistry.system,
    Petition: { __resolveType: () => 'DistrictPetition' },
    Unit: { __resolveType: () => 'District' },
    District: { __resolveReference: ({ id }) => directory.byId(id) },
    Attachment: createAttachmentResolvers<PetitionRow>(),
    Notice: noticeResolvers,
    DistrictPetition: {
      ...createPetitionResolvers<PetitionRow>(),
      district: ({ mailbox }) => ownerOf(directory, mailbox),
    },
  };
  return resolvers as GraphQLResolverMap<Context>;
}

function queries(directory: Directory, today: () => string): QueryResolvers<Context> {
  return {
    districts: (_root, { on }) => directory.districts(on ?? today()),
    district: (_root, { code }) => directory.byCode(code),
    districtPetition: (_root, { id }, context) => findKnownPetition(id, context),
    myDistrictPetitions: (_root, { district, first, after }, { petitions }) =>
      petitions.own({ mailbox: directory.requireKnown(district).id, first, after }),
  };
}

function mutations(
  directory: Directory,
  registry: Registry,
  cityDay: DayOf,
  parts: MailboxParts<PetitionRow>,
): MutationResolvers<Context> {
  const { clock, submit, importLetters, createUpload } = parts;
  const ofLetters = createLetterMutations(parts);
  return {
    submitDistrictPetition: async (
      _root,
      { district, letter, idempotencyKey },
      { actor, requestId },
    ) => {
      await registry.requireHosted(district);
      return submit({
        actor,
        requestId,
        mailbox: directory.requireKnown(district).id,
        letter,
        ownOf: () => {
          directory.requireValid(district, cityDay(clock.now()));
          return {};
        },
        idempotency: { key: idempotencyKey },
      });
    },
    addDistrictPetitionMessage: ofLetters.addMessage,
    resendDistrictNotice: ofLetters.resendNotice,
    createDistrictAttachmentUpload: async (_root, { district, file }, { actor }) => {
      await registry.requireHosted(district);
      return createUpload(actor, directory.requireKnown(district).id, file);
    },
    moderateDistrictPetition: ofLetters.moderate,
    appealDistrictModeration: ofLetters.appeal,
    releaseDistrictPublicVersion: ofLetters.release,
    takeBackDistrictPublicVersion: ofLetters.takeBack,
    importDistrictPetitions: async (_root, { district, letters }, { actor, requestId }) => {
      await registry.requireHosted(district);
      return importLetters({
        actor,
        requestId,
        mailbox: directory.requireKnown(district).id,
        letters,
        ownOf: ({ submittedAt }) => {
          directory.requireValid(district, cityDay(submittedAt));
          return {};
        },
      });
    },
  };
}

function ownerOf(directory: Directory, mailbox: string): DistrictRow {
  const owner = directory.byId(mailbox);
  if (!owner) throw new Error(`${mailbox} has letters but is not in the profile`);
  return owner;
}
