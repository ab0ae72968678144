import type { City } from '../frame/city.ts';
import type { CaseFile } from './case-file.ts';

export interface Choice {
  value: string;
  label: string;
}

/** What a field's options depend on. */
export interface FormPlace {
  file: CaseFile;
  city: City;
  categories: readonly (readonly string[])[];
}

interface FieldBase {
  /** Name of the mutation's variable. */
  name: string;
  label: string;
  hint?: string;
  isOptional?: boolean;
}

/** One field of an act's form; its value is what the mutation takes. */
export type FormField = FieldBase &
  (
    | { kind: 'TEXT' | 'WORDS' | 'FLAG' | 'DATE' | 'MOMENT' | 'NAMES' | 'CATEGORY' | 'UNIT' }
    | { kind: 'NUMBER'; least: number; most: number }
    | { kind: 'CHOICE'; choices: (place: FormPlace) => Choice[] }
  );

export const text = (name: string, label: string): FormField => ({ kind: 'TEXT', name, label });
export const words = (name: string, label: string, hint?: string): FormField => ({
  kind: 'WORDS',
  name,
  label,
  ...(hint !== undefined && { hint }),
});
export const flag = (name: string, label: string): FormField => ({
  kind: 'FLAG',
  name,
  label,
  isOptional: true,
});
export const date = (name: string, label: string): FormField => ({ kind: 'DATE', name, label });
export const moment = (name: string, label: string): FormField => ({ kind: 'MOMENT', name, label });
export const unit = (label = '承办单位'): FormField => ({ kind: 'UNIT', name: 'unit', label });
export const optional = (field: FormField): FormField => ({ ...field, isOptional: true });
export const choice = (
  name: string,
  label: string,
  choices: (place: FormPlace) => Choice[],
): FormField => ({ kind: 'CHOICE', name, label, choices });
