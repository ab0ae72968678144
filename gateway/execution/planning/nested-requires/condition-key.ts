/** A condition by its variable and what is wanted of it. */
export function conditionKey(variable: string, wanted: boolean): string {
  return `${variable}:${String(wanted)}`;
}
