import { z } from 'zod';

/** Every district's code and its own system's endpoint; null where the city hosts it. */
export type RegistryState = Readonly<Record<string, string | null>>;

const answerShape = z.object({
  districtSystems: z.array(
    z.object({ district: z.object({ code: z.string() }), url: z.url().nullable() }),
  ),
});

const stateShape = z.record(z.string(), z.url().nullable());

/** @returns null for anything but an answer to REGISTRY_QUERY */
export function readAnswer(data: unknown): RegistryState | null {
  const parsed = answerShape.safeParse(data);
  if (!parsed.success) return null;
  return inOrder(
    parsed.data.districtSystems.map(({ district, url }) => [district.code, url] as const),
  );
}

/** @returns null for any other text */
export function readKept(text: string): RegistryState | null {
  try {
    const parsed = stateShape.safeParse(JSON.parse(text));
    return parsed.success ? inOrder(Object.entries(parsed.data)) : null;
  } catch {
    return null;
  }
}

/** So that equal states are equal texts. */
function inOrder(entries: readonly (readonly [string, string | null])[]): RegistryState {
  return Object.fromEntries(
    entries.toSorted(([one], [two]) => (one < two ? -1 : one > two ? 1 : 0)),
  );
}
