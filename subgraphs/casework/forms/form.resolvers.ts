import type { ActDeps } from '../act-deps.ts';
import { maySee, maySeeInternals } from '../cases/case.access.rules.ts';
import type { CaseRow } from '../cases/case.entity.ts';
import type { CaseworkContext } from '../context.ts';
import { policyById } from '../../kit/profile/choose-policy.ts';
import type { DocumentLink, LinkDocument } from '../../kit/documents/document-desk.ts';
import type { DocumentFormat } from '../generated/resolver-types.ts';
import type { PetitionReference } from '../petitions/petition-stub.ts';
import { bureauOf, unitName } from '../units/unit.ts';
import { assignmentForm } from './assignment-form.rules.ts';
import type { FormFacts } from './form-facts.ts';
import type { FormOrder } from './form.kind.ts';
import { supervisionForm } from './supervision-form.rules.ts';

type FormDeps = Pick<ActDeps, 'clock' | 'profile'> & { linkForm: LinkDocument<FormOrder> };

export interface FormFields {
  assignmentForm: (
    petition: PetitionReference,
    args: { format: DocumentFormat },
    context: CaseworkContext,
  ) => Promise<DocumentLink | null>;
  supervisionForm: (
    petition: PetitionReference,
    args: { supervisionId: string; format: DocumentFormat },
    context: CaseworkContext,
  ) => Promise<DocumentLink | null>;
}

/** Fields of every petition: its text comes from its mailbox, which has settled who may read it. */
export function createFormFields(deps: FormDeps): FormFields {
  return {
    assignmentForm: async (petition, { format }, context) => {
      const row = await seenCaseOf(petition, context);
      if (!row) return null;
      const form = assignmentForm(await factsOf(deps, row, petition, context));
      return deps.linkForm({ form, format });
    },
    supervisionForm: async (petition, { supervisionId, format }, context) => {
      const row = await seenCaseOf(petition, context);
      if (!row) return null;
      const facts = await factsOf(deps, row, petition, context);
      const supervision = facts.supervisions.find(({ id }) => id === supervisionId);
      if (!supervision) return null;
      return deps.linkForm({ form: supervisionForm(facts, supervision), format });
    },
  };
}

async function seenCaseOf(
  { id }: PetitionReference,
  { actor, loaders }: CaseworkContext,
): Promise<CaseRow | null> {
  const row = await loaders.caseByPetition.load(id);
  return row && maySee(actor, row) ? row : null;
}

async function factsOf(
  { clock, profile }: FormDeps,
  row: CaseRow,
  letter: PetitionReference,
  { actor, loaders }: CaseworkContext,
): Promise<FormFacts> {
  const records = await loaders.recordsOf(row.id);
  const extensions = await Promise.all(
    records.deadlines.map(
      async ({ id }) => [id, await loaders.extensionsByDeadline.load(id)] as const,
    ),
  );
  const isInternal = maySeeInternals(actor);
  const first = row.repeatOf ? await loaders.caseById.load(row.repeatOf) : null;
  const repeated = first && maySee(actor, first) ? first : null;
  return {
    ...records,
    row,
    letter: {
      title: letter.title ?? null,
      content: letter.content ?? null,
      petitioner: letter.petitioner ?? null,
    },
    extensions: new Map(extensions),
    bureau: bureauOf(row, profile.city),
    policy: policyById(profile.policies, row.policy),
    repeatOf: repeated?.registrationNumber ?? null,
    isInternal,
    nameOf: (unit) => (unit ? unitName(profile, unit) : ''),
    now: clock.now(),
  };
}
