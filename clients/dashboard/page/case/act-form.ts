import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { CaseAction } from '../../generated/operations.ts';
import type { FormField } from './form-field.ts';

/** Acts of petitioners alone; the portal has them. */
type PetitionersAct = 'RATE_CASE' | 'REQUEST_APPEAL' | 'DISPUTE_SIGNATURE';
export type StaffAct = Exclude<CaseAction, PetitionersAct>;

/** What an act is called, asks for and sends. */
export interface ActForm {
  label: string;
  fields: readonly FormField[];
  document: TypedDocumentNode<unknown, never>;
  /** The mutation names the case itself, not one of its records. */
  isOfCase: boolean;
  /** What else one should know before doing it. */
  note?: string;
  /** Ends something or weighs on somebody. */
  isGrave?: boolean;
}

export function form(
  label: string,
  document: unknown,
  fields: readonly FormField[],
  more: Partial<ActForm> = {},
): ActForm {
  return {
    label,
    document: document as ActForm['document'],
    fields,
    isOfCase: true,
    ...more,
  };
}

/** Of a form whose mutation names one of the case's records. */
export const ofRecord = { isOfCase: false } as const;
