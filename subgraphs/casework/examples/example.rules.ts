import type { Actor } from '../../../schema/contract/actor.ts';
import { badUserInput, forbidden } from '../../kit/errors.ts';
import { illegalMove, requireState } from '../cases/case.rules.ts';
import type { Dossier } from '../dossier/dossier.ts';
import type { ExampleRow } from './example.entity.ts';

/** R35, R67: assessment is the city bureau's alone, of what is closed and not yet archived, once (R92). */
export function checkExample(actor: Actor, { row, examples }: Dossier): void {
  if (actor.role !== 'CITY_BUREAU') throw forbidden('hold this case up as an example');
  requireState(row.state, 'RECORD_EXAMPLE', ['CONCLUDED']);
  if (examples.length === 0) return;
  throw illegalMove(row.state, 'RECORD_EXAMPLE', [], 'R35: this case is an example already.');
}

/** R71: what is an example may be shown to everybody, once; that changes nothing of its case (R92). */
export function checkShowcase(actor: Actor, { row, examples }: Dossier): ExampleRow {
  if (actor.role !== 'CITY_BUREAU') throw forbidden('show this example to everybody');
  const [example] = examples;
  if (example && !example.showcasedAt) return example;
  const why = `R71: expected an example that was not shown yet, but this case is ${example ? 'shown already' : 'none'}.`;
  throw illegalMove(row.state, 'SHOWCASE_EXAMPLE', example ? [] : ['RECORD_EXAMPLE'], why);
}

/** Numbers of identity cards, telephones and cases, by which somebody could be found. */
const IDENTIFYING = [
  [/(?<!\d)\d{17}[\dXx](?!\d)/, 'an identity number'],
  [/(?<!\d)1\d{10}(?!\d)|(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)/, 'a telephone number'],
  [/[\w.+-]+@[\w-]+\.[\w.]+/, 'an e-mail address'],
] as const;

/** @throws BAD_USER_INPUT where a text for everybody has what leads to a person or the case (R71, R96) */
export function requireAnonymous(
  argument: string,
  text: string,
  { registrationNumber }: Dossier['row'],
): void {
  const found = text.includes(registrationNumber)
    ? 'the number of the case'
    : IDENTIFYING.find(([pattern]) => pattern.test(text))?.[1];
  if (found) throw badUserInput(argument, 'a text that leads to nobody', found);
}
