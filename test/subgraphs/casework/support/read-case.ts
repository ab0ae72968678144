import type { Actor } from '../../../../schema/contract/actor.ts';
import { cityBureau } from './actors.ts';
import type { TestCasework } from './casework.ts';
import { act, caseOf, expectData } from './story.ts';

/** Fields of one case as an actor sees them; null where the actor has no part in it. */
export async function readCase<Fields = unknown>(
  casework: TestCasework,
  caseId: string,
  fields: string,
  actor: Actor | null = cityBureau,
): Promise<Fields> {
  const query = `query ($id: ID!) { case(id: $id) { ${fields} } }`;
  const answer = await casework.ask<{ case: Fields }>(actor, query, { id: caseId });
  return expectData(answer).case;
}

/** A letter to the mayor that the city bureau accepted. */
export async function acceptedCase(
  casework: TestCasework,
  changes: Record<string, unknown> = {},
): Promise<string> {
  const caseId = await caseOf(casework, 'mayor', changes);
  await act(casework, cityBureau, 'acceptCase', { caseId });
  return caseId;
}
