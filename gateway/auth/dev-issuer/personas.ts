import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROLES } from '../../../schema/contract/actor.ts';

const personasShape = z
  .array(
    z.object({
      id: z.string().min(1),
      label: z.string().min(1),
      role: z.enum(ROLES),
      unit: z.string().nullish(),
    }),
  )
  .min(1);

/** Somebody to sign in as while developing. */
export type Persona = z.output<typeof personasShape>[number];

/** @throws Error where the file is not a list of personas */
export async function readPersonas(path: string): Promise<Persona[]> {
  const content: unknown = parse(await readFile(path, 'utf8'));
  const list =
    typeof content === 'object' && content !== null && 'personas' in content
      ? content.personas
      : content;
  const parsed = personasShape.safeParse(list);
  if (parsed.success) return parsed.data;
  throw new Error(`${path}: ${z.prettifyError(parsed.error)}`);
}
