import { buildSchema, graphql, type FormattedExecutionResult } from 'graphql';
import { handlingOf, letterOf, unitOf, type CaseRow } from './test-data.ts';
import { MONOLITH_SDL } from './test-graph.ts';

/** Answers by graphql-js alone: the oracle for what the gateway must answer. */
export function createMonolith(rows: CaseRow[]) {
  const schema = buildSchema(MONOLITH_SDL);
  const caseOf = (row: CaseRow) => ({
    ...row,
    units: row.units.map((id) => (id === null ? null : unitOf(id))),
    unit: row.unit === null ? null : unitOf(row.unit),
    letter: letterOf(row.letter, handlingOf(row.letter)),
  });
  const rootValue = {
    cases: ({ state }: { state?: string }) =>
      rows.filter((row) => state === undefined || row.state === state).map(caseOf),
    case: ({ id }: { id: string }) => rows.filter((row) => row.id === id).map(caseOf)[0] ?? null,
    districts: () => [unitOf('district:1')],
    letter: ({ id }: { id: string }) => letterOf(id, handlingOf(id)),
    best: () => letterOf('mayor:1', handlingOf('mayor:1')),
    addNote: ({ caseId, text }: { caseId: string; text: string }) => {
      const row = rows.find(({ id }) => id === caseId);
      if (!row) throw new Error('no case');
      row.note = (row.note ?? '') + text;
      return caseOf({ ...row });
    },
  };
  return async (
    source: string,
    variableValues: Record<string, unknown> = {},
  ): Promise<FormattedExecutionResult> => {
    const result = await graphql({ schema, source, rootValue, variableValues });
    return JSON.parse(JSON.stringify(result)) as FormattedExecutionResult;
  };
}
