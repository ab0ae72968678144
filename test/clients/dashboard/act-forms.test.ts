import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  buildSchema,
  isEnumType,
  Kind,
  type DocumentNode,
  type GraphQLSchema,
  type VariableDefinitionNode,
} from 'graphql';
import type { ActForm } from '../../../clients/dashboard/page/case/act-form.ts';
import type { CaseFile } from '../../../clients/dashboard/page/case/case-file.ts';
import type { FormPlace } from '../../../clients/dashboard/page/case/form-field.ts';
import { ACT_FORMS } from '../../../clients/dashboard/page/case/act-forms.ts';

let api: GraphQLSchema;
beforeAll(async () => {
  api = buildSchema(await readFile('schema/api.graphql', 'utf8'));
});

const forms = Object.entries(ACT_FORMS);

function mutationOf({ document }: ActForm): {
  field: string;
  variables: readonly VariableDefinitionNode[];
} {
  const [operation] = (document as DocumentNode).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('expected a mutation');
  const [field] = operation.selectionSet.selections;
  if (field?.kind !== Kind.FIELD) throw new Error('expected one field');
  return { field: field.name.value, variables: operation.variableDefinitions ?? [] };
}

const toActName = (field: string): string =>
  field.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

describe('the forms of acts', () => {
  it('R41 R67 are there for each act but those of petitioners alone', () => {
    const actions = api.getType('CaseAction');
    if (!isEnumType(actions)) throw new Error('expected CaseAction to be an enum');
    const ofPetitioners = ['RATE_CASE', 'REQUEST_APPEAL', 'DISPUTE_SIGNATURE'];
    const expected = actions
      .getValues()
      .map(({ name }) => name)
      .filter((name) => !ofPetitioners.includes(name));
    expect(Object.keys(ACT_FORMS).toSorted()).toEqual(expected.toSorted());
  });

  it.each(forms)(
    '%s sends the mutation of its name, with a key against doing it twice',
    (act, form) => {
      const { field, variables } = mutationOf(form);
      expect(toActName(field)).toBe(act);
      expect(variables.map(({ variable }) => variable.name.value)).toContain('idempotencyKey');
    },
  );

  it.each(forms)('%s asks for all that the mutation takes, and for nothing else', (_act, form) => {
    const { variables } = mutationOf(form);
    const taken = variables.map(({ variable }) => variable.name.value);
    const given = [
      ...(form.isOfCase ? ['caseId'] : []),
      ...form.fields.map(({ name }) => name),
      'idempotencyKey',
    ];
    expect(given.toSorted()).toEqual(taken.toSorted());
    const needed = variables
      .filter(({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && !defaultValue)
      .map(({ variable }) => variable.name.value);
    const left = form.fields
      .filter(({ isOptional, kind }) => isOptional === true && kind !== 'FLAG')
      .map(({ name }) => name);
    expect(left.filter((name) => needed.includes(name))).toEqual([]);
  });

  it('R41 name a supervision by the day that it was opened in the city, not in Greenwich', () => {
    const field = ACT_FORMS.CONSENT_TO_SUPERVISION.fields.find(({ kind }) => kind === 'CHOICE');
    if (field?.kind !== 'CHOICE') throw new Error('expected a choice of supervisions');
    const file = {
      supervisions: [{ id: 's', openedAt: '2026-03-30T17:00:00.000Z', reason: '超期未办' }],
    } as unknown as CaseFile;
    expect(field.choices({ file } as FormPlace)).toEqual([
      { value: 's', label: '2026-03-31 超期未办' },
    ]);
  });
});
