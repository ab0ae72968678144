/** A form as it is printed, whatever it is printed to. */
export interface Form {
  /** Who issues it. */
  issuer: string;
  title: string;
  /** Printed on every page. */
  number: string;
  sections: readonly Section[];
  /** Day of printing, in Chinese form. */
  printedOn: string;
}

export type Section = FieldSection | TableSection | SignatureSection;

/** Labels with their values, one or two to a line. */
export interface FieldSection {
  kind: 'fields';
  heading: string;
  lines: readonly (readonly Field[])[];
}

export interface Field {
  label: string;
  /** Lines are kept; empty is left blank to be written into by hand. */
  value: string;
}

export interface TableSection {
  kind: 'table';
  heading: string;
  columns: readonly Column[];
  rows: readonly (readonly string[])[];
}

export interface Column {
  label: string;
  /** Share of the width. */
  share: number;
}

/** Places to sign by hand. */
export interface SignatureSection {
  kind: 'signatures';
  heading: string;
  places: readonly string[];
}

/** Of what is kept from whoever the form is made for. */
export const WITHHELD = '（按规定不予显示）';
/** Of a table without rows. */
export const NONE = '（无）';

export function field(label: string, value: string | null | undefined): Field {
  return { label, value: value ?? '' };
}
