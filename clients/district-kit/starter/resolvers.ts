import type { GraphQLResolverMap } from '@apollo/subgraph';
import { GraphQLScalarType } from 'graphql';
import type { Actor } from '../../../schema/contract/actor.ts';
import { accessTo, filingOf, isAccused, maskName, mayImport, mayKnowOf } from './access.rules.ts';
import { badUserInput, codedError, forbidden, unauthenticated } from './errors.ts';
import { importLetters, type HistoricalLetterInput } from './import-letters.ts';
import type { Letter, Person } from './letter.ts';
import { checkLetter, type LetterInput } from './letter.rules.ts';
import type { Mailbox } from './mailbox.ts';
import { toPage } from './pages.ts';

export interface District {
  /** Area code. */
  code: string;
  name: string;
  validFrom: string;
}

export interface Context {
  actor: Actor;
}

/** A letter, and who has been given its case, which the gateway brings along (`@requires`). */
type Seen = Letter & { handlingUnits?: readonly string[] | null };

interface SubmitArgs {
  district: string;
  letter: LetterInput;
  idempotencyKey?: string | null;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/i;

/** Everything the contract asks for, field by field: ../contract.md. */
export function createResolvers(district: District, mailbox: Mailbox): GraphQLResolverMap<Context> {
  const unit = `district:${district.code}`;
  const checkDistrict = (code: string): void => {
    if (code !== district.code) throw badUserInput('district', district.code, 'another district');
  };
  return {
    DateTime: new GraphQLScalarType({ name: 'DateTime', parseValue: toInstant }),
    Query: {
      districtPetition: (_root: unknown, { id }: { id: string }, { actor }: Context) => {
        const letter = mailbox.byId(id);
        return letter && mayKnowOf(actor, letter) ? letter : null;
      },
      myDistrictPetitions: (
        _root: unknown,
        args: { district: string; first: number; after?: string | null },
        { actor }: Context,
      ) => {
        checkDistrict(args.district);
        if (actor.role === 'ANONYMOUS') throw unauthenticated();
        if (actor.role !== 'CITIZEN') throw forbidden();
        return toPage(mailbox.ofAccount(actor.id), args.first, args.after);
      },
    },
    Mutation: {
      submitDistrictPetition: async (_root: unknown, args: SubmitArgs, { actor }: Context) => {
        checkDistrict(args.district);
        if (actor.role === 'ANONYMOUS') throw unauthenticated();
        const filing = filingOf(actor, unit);
        if (!filing) throw forbidden();
        const isByStaff = filing === 'ASSISTED';
        const letter = checkLetter(args.letter, isByStaff);
        const idempotencyKey = args.idempotencyKey ?? null;
        return mailbox.submit({ actor, letter, isByStaff, idempotencyKey });
      },
      importDistrictPetitions: async (
        _root: unknown,
        args: { district: string; letters: HistoricalLetterInput[] },
        { actor }: Context,
      ) => {
        checkDistrict(args.district);
        if (actor.role === 'ANONYMOUS') throw unauthenticated();
        if (!mayImport(actor, unit)) throw forbidden();
        return importLetters(mailbox, args.letters);
      },
      moderateDistrictPetition: notOffered,
      appealDistrictModeration: notOffered,
      createDistrictAttachmentUpload: notOffered,
      addDistrictPetitionMessage: notOffered,
      releaseDistrictPublicVersion: notOffered,
      takeBackDistrictPublicVersion: notOffered,
    },
    Petition: { __resolveType: () => 'DistrictPetition' },
    Unit: { __resolveType: () => 'District' },
    District: {
      __resolveReference: ({ id }: { id: string }) => (id === unit ? toDistrict(district) : null),
    },
    DistrictPetition: {
      __resolveReference: (
        { id, handlingUnits }: Pick<Seen, 'id' | 'handlingUnits'>,
        { actor }: Context,
      ) => {
        const letter = mailbox.byId(id);
        return letter && !isAccused(actor, letter) ? { ...letter, handlingUnits } : null;
      },
      title: (letter: Seen, _args: unknown, { actor }: Context) => readable(letter, actor).title,
      content: (letter: Seen, _args: unknown, { actor }: Context) =>
        readable(letter, actor).content,
      place: (letter: Seen, _args: unknown, { actor }: Context) => readable(letter, actor).place,
      petitioner: (letter: Seen, _args: unknown, context: Context) =>
        toPetitioner(letter.petitioner, seesPeople(letter, context)),
      beneficiary: (letter: Seen, _args: unknown, context: Context) =>
        letter.beneficiary && toPetitioner(letter.beneficiary, seesPeople(letter, context)),
      jointSignatories: (letter: Seen, _args: unknown, context: Context) =>
        toNames(letter.jointSignatories, seesPeople(letter, context)),
      representatives: (letter: Seen, _args: unknown, context: Context) =>
        toNames(letter.representatives, seesPeople(letter, context)),
      signatoryCount: ({ jointSignatories }: Letter) => jointSignatories.length + 1,
      district: () => toDistrict(district),
    },
  };
}

function readable(letter: Seen, actor: Actor): Letter {
  if (accessTo(actor, letter, letter.handlingUnits) === 'none') throw forbidden();
  return letter;
}

function seesPeople(letter: Seen, { actor }: Context): boolean {
  return accessTo(actor, letter, letter.handlingUnits) === 'full';
}

function toPetitioner(person: Person, isFull: boolean): object {
  if (isFull) return { ...person, isMasked: false };
  const { kind } = person;
  return { kind, name: maskName(person), isMasked: true };
}

function toNames(names: readonly string[], isFull: boolean): string[] {
  return names.map((name) => (isFull ? name : maskName({ kind: 'PERSON', name })));
}

function notOffered(): never {
  throw codedError('FORBIDDEN', 'This district’s system does not offer it.');
}

function toDistrict({ code, name, validFrom }: District): object {
  return { id: `district:${code}`, code, name, validFrom, validTo: null, mailboxUrl: null };
}

function toInstant(value: unknown): string {
  if (typeof value === 'string' && INSTANT.test(value) && !Number.isNaN(Date.parse(value)))
    return new Date(value).toISOString();
  throw badUserInput('DateTime', 'an ISO 8601 time with offset', 'something else');
}
