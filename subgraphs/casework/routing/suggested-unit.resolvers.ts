import type { Actor } from '../../../schema/contract/actor.ts';
import type { ActDeps } from '../act-deps.ts';
import { isBureauOf } from '../cases/case.access.rules.ts';
import type { CaseRow } from '../cases/case.entity.ts';
import type { CaseworkContext } from '../context.ts';
import { shanghaiDay } from '../deadlines/shanghai-time.ts';
import type { SuggestedUnitResolvers } from '../generated/resolver-types.ts';
import type { PetitionReference } from '../petitions/petition-stub.ts';
import { toUnit } from '../units/unit.ts';
import { suggestUnits, type SuggestedUnitOf } from './suggested-unit.rules.ts';

type RoutingDeps = Pick<ActDeps, 'clock' | 'profile'>;

export interface RoutingFields {
  suggestedUnits: (
    petition: PetitionReference,
    args: unknown,
    context: CaseworkContext,
  ) => Promise<SuggestedUnitOf[] | null>;
}

/**
 * A field of every petition for whoever decides who handles it. The letter's words come from its
 * mailbox with this one request, as far as the actor may read them, and nothing of them is kept.
 */
export function createRoutingFields({ clock, profile }: RoutingDeps): RoutingFields {
  return {
    suggestedUnits: async (petition, _args, { actor, loaders }) => {
      const row = await loaders.caseByPetition.load(petition.id);
      if (!row || !decidesWhoHandles(actor, row)) return null;
      const { title = null, content = null, place = null } = petition;
      const facts = { title, content, place, category: row.category ?? null };
      const excluded = [...row.accusedUnits, ...(row.mailboxUnit ? [row.mailboxUnit] : [])];
      return suggestUnits(profile, facts, { excluded, day: shanghaiDay(clock.now()) });
    },
  };
}

export const suggestedUnitResolvers: { SuggestedUnit: SuggestedUnitResolvers<CaseworkContext> } = {
  SuggestedUnit: { unit: ({ unitId }) => toUnit(unitId) },
};

/** R67: the case's bureau; the city's office looks on. */
function decidesWhoHandles(actor: Actor, row: CaseRow): boolean {
  return actor.role === 'CITY_OFFICE' || isBureauOf(actor, row);
}
