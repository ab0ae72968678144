import type { Policy } from '../../kit/profile/policy.ts';
import type { CaseRow } from '../cases/case.entity.ts';
import type { ExtensionRow } from '../deadlines/extension.entity.ts';
import type { Records } from '../dossier/dossier.ts';

/** The letter as its mailbox shows it to whoever asks for the form; null is what they may not read. */
export interface LetterFacts {
  title: string | null;
  content: string | null;
  petitioner: {
    name: string;
    phone?: string | null | undefined;
    address?: string | null | undefined;
    isMasked: boolean;
  } | null;
}

/** All that a form is filled in with. */
export interface FormFacts extends Records {
  row: CaseRow;
  letter: LetterFacts;
  /** By deadline, in the order they were granted. */
  extensions: ReadonlyMap<string, readonly ExtensionRow[]>;
  bureau: string | null;
  policy: Policy | null;
  /** Registration number of the first of several, where it may be known. */
  repeatOf: string | null;
  /** Whether the form is for an office, not for the petitioner. */
  isInternal: boolean;
  /** Name of a unit; its id where the city does not know it any more. */
  nameOf: (unitId: string | null | undefined) => string;
  now: Date;
}
