import { describe, expect, it } from '@jest/globals';
import { buildSchema, getVariableValues, Kind, parse, validate } from 'graphql';
import {
  describeVariable,
  withoutValue,
} from '../../../../gateway/execution/document/unspoken-value.ts';

const schema = buildSchema(`
  enum Kind { A B }
  input Person { name: String! age: Int kind: Kind }
  type Query { find(person: Person, id: ID): Boolean }
`);
const NAME = '闻人"; at "慕白';

function refusalOf(person: unknown) {
  const [operation] = parse('query ($person: Person) { find(person: $person) }').definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('expected an operation');
  const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], { person });
  const [error] = errors ?? [];
  if (!error) throw new Error('expected a refusal');
  return describeVariable(error);
}

describe('R96 a refusal says what is wrong, without the value that is', () => {
  it.each([
    [NAME, 'person', 'Expected type "Person" to be an object.'],
    [{ name: NAME, kind: NAME }, 'person.kind', 'The value does not exist in "Kind" enum.'],
    [{ name: [NAME] }, 'person.name', 'String cannot represent a non string value.'],
    [{ name: 'x', age: NAME }, 'person.age', 'Int cannot represent non-integer value.'],
    [{ name: 'x', kind: [NAME] }, 'person.kind', 'Enum "Kind" cannot represent non-string value.'],
  ])('R96 of the variable %j', (person, field, reason) => {
    const { message, field: named } = refusalOf(person);
    expect(message).not.toContain('慕白');
    expect(message).toContain(reason);
    expect(named).toBe(field === 'person' ? null : field);
  });

  it.each(['age: "慕白", name: "x"', 'kind: "慕白", name: "x"', 'name: ["慕白"]'])(
    'R96 of the literal { %s }',
    (fields) => {
      const errors = validate(schema, parse(`{ find(person: { ${fields} }) }`));
      expect(errors).toHaveLength(1);
      expect(errors.map(({ message }) => withoutValue(message)).join()).not.toContain('慕白');
    },
  );

  it('leaves other messages as they are', () => {
    expect(withoutValue('Cannot query field "x" on type "Query".')).toBe(
      'Cannot query field "x" on type "Query".',
    );
  });
});
