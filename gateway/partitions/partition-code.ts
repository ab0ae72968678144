/**
 * The partition that a value carries: `511602` of `511602`, of `district:511602` and of
 * `district:511602:0198c0de-…`. The planner may turn an ID literal into a number.
 * @returns null where it carries none
 */
export function partitionOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return null;
  const start = value.indexOf(':') + 1;
  const end = value.indexOf(':', start);
  const code = start === 0 || end === -1 ? value.slice(start) : value.slice(start, end);
  return code === '' ? null : code;
}
