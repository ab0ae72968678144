import type { Actor } from '../../../schema/contract/actor.ts';
import { forbidden, unauthenticated } from '../../kit/errors.ts';
import { checkPageSize } from '../../kit/pages/keyset.ts';
import type { RequestContext } from '../../kit/server/context.ts';
import type {
  AccountResolvers,
  MutationResolvers,
  QueryResolvers,
} from '../generated/resolver-types.ts';
import type { AccountRow } from './account.ts';
import type { RegistrationOffice } from './petitioner.commands.ts';
import type { Visitor } from './registration-log.store.ts';

interface OfficeResolvers<Context extends RequestContext> {
  Query: Pick<QueryResolvers<Context>, 'me' | 'registrationLog'>;
  Mutation: Pick<
    MutationResolvers<Context>,
    'registerPetitioner' | 'changeContact' | 'cancelRegistration'
  >;
  Account: AccountResolvers<Context>;
}

export function createOfficeResolvers<Context extends RequestContext>(
  office: RegistrationOffice,
): OfficeResolvers<Context> {
  return {
    Query: {
      me: (_root, _args, { actor }) => ownAccount(actor),
      registrationLog: (_root, { account, first, after }, { actor }) => {
        checkMaySeeLog(actor);
        return office.readLog({
          account: account ?? null,
          first: checkPageSize(first),
          after: after ?? null,
        });
      },
    },
    Mutation: {
      registerPetitioner: async (_root, { registration }, context) => {
        const visitor = visitorOf(context);
        await office.register(visitor, registration);
        return { id: visitor.account };
      },
      changeContact: async (_root, { phone, email, address }, context) => {
        const visitor = visitorOf(context);
        const contact = { phone: phone ?? null, email: email ?? null, address: address ?? null };
        await office.changeContact(visitor, contact);
        return { id: visitor.account };
      },
      cancelRegistration: async (_root, _args, context) => {
        const visitor = visitorOf(context);
        await office.cancel(visitor);
        return { id: visitor.account };
      },
    },
    Account: {
      __resolveReference: ({ id }, { actor }) => (isOwn({ id }, actor) ? { id } : null),
      registration: ({ id }) => office.find(id),
      registrationProof: (_account, _args, context) => office.prove(visitorOf(context)),
    },
  };
}

function ownAccount(actor: Actor): AccountRow | null {
  return actor.role === 'CITIZEN' && actor.id !== '' ? { id: actor.id } : null;
}

function isOwn({ id }: AccountRow, actor: Actor): boolean {
  return ownAccount(actor)?.id === id;
}

/** @throws UNAUTHENTICATED, FORBIDDEN unless a petitioner asks */
function visitorOf({ actor, client, requestId }: RequestContext): Visitor {
  if (actor.role === 'ANONYMOUS') throw unauthenticated();
  const own = ownAccount(actor);
  if (!own) throw forbidden('register: only petitioners do');
  return { account: own.id, client, requestId };
}

function checkMaySeeLog(actor: Actor): void {
  if (actor.role === 'ANONYMOUS') throw unauthenticated();
  if (actor.role !== 'CITY_OFFICE') throw forbidden('see who has registered');
}
