import { pick, type Random } from '../random.ts';

/** What plans, answers and objects call things of their own, for a field of this name. */
const OF_FIELDS: readonly ((field: string) => string)[] = [
  (field) => `${field}__alias_0`,
  (field) => `${field}__apart_0`,
  (field) => `asked__${field}`,
  (field) => `required1_${field}`,
  (field) => `required2_${field}`,
  () => '_0',
  () => 'e0',
  () => '_entities',
  () => 'data',
  () => 'constructor',
  () => 'toString',
  () => 'hasOwnProperty',
  () => '__typename',
];

const OF_VARIABLES: readonly string[] = [
  'representations',
  'representations_0',
  'representations_1',
  'contextualArgument_0',
  'constructor',
  'toString',
];

/** Shares of the names that clients choose. */
const ALIAS_SHARE = 0.03;
const VARIABLE_SHARE = 0.1;

/** An alias that might be taken for something else; mostly none. */
export function unluckyAlias(fields: readonly string[], random: Random): string | null {
  if (random() >= ALIAS_SHARE || fields.length === 0) return null;
  return pick(OF_FIELDS, random)(pick(fields, random));
}

/** The same for a variable. */
export function unluckyVariable(random: Random): string | null {
  return random() < VARIABLE_SHARE ? pick(OF_VARIABLES, random) : null;
}
