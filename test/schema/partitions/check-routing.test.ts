import { describe, expect, it } from '@jest/globals';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { composeCity } from '../../../schema/build/compose.ts';
import { checkRouting } from '../../../schema/partitions/check-routing.ts';
import { readRoutingRules } from '../../../schema/partitions/routing-rules.ts';
import { readSubgraphSdl } from '../../../schema/sdl.ts';

const ROUTING = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@composeDirective"])
    @link(url: "https://petition-graph.invalid/routing/v1.0", import: ["@partitioned", "@routedBy"])
    @composeDirective(name: "@partitioned")
    @composeDirective(name: "@routedBy")
  directive @partitioned(subgraph: String!, by: String!) on OBJECT
  directive @routedBy(argument: String!) on FIELD_DEFINITION`;
const REGISTRY = `
  type System { district: District! url: String }
  type District { code: ID! }`;
const LETTERS = `${REGISTRY}
  type Query { letter(id: ID!): Letter @routedBy(argument: "id") districtSystems: [System!]! }
  type Letter @key(fields: "id") @partitioned(subgraph: "letters", by: "id") { id: ID! title: String }`;
const CASES = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])
  type Query { case: Case }
  type Case { letter: Letter more: [Letter]! }
  type Letter @key(fields: "id", resolvable: false) { id: ID! }`;

function issues(letters: string, cases = CASES): string[] {
  const composed = composeServices([
    { name: 'letters', url: 'http://letters.invalid', typeDefs: parse(`${ROUTING} ${letters}`) },
    { name: 'cases', url: 'http://cases.invalid', typeDefs: parse(cases) },
  ]);
  if (composed.errors) throw new Error(composed.errors.map(String).join('\n'));
  return checkRouting(composed.supergraphSdl).map(({ message }) => message);
}

describe('what is routed by value', () => {
  it('stands in the supergraph, for a gateway that reads nothing else', () => {
    const rules = readRoutingRules(composeCity().supergraphSdl);
    expect(rules?.subgraph).toBe('districts');
    expect([...(rules?.entities ?? [])]).toEqual([['DistrictPetition', 'id']]);
    expect([...(rules?.rootFields ?? [])]).toEqual([
      ['query.districtPetition', 'id'],
      ['query.myDistrictPetitions', 'district'],
      ['mutation.submitDistrictPetition', 'district'],
      ['mutation.importDistrictPetitions', 'district'],
      ['mutation.moderateDistrictPetition', 'petitionId'],
      ['mutation.appealDistrictModeration', 'petitionId'],
      ['mutation.createDistrictAttachmentUpload', 'district'],
      ['mutation.resendDistrictNotice', 'petitionId'],
      ['mutation.addDistrictPetitionMessage', 'petition'],
      ['mutation.releaseDistrictPublicVersion', 'petitionId'],
      ['mutation.takeBackDistrictPublicVersion', 'petitionId'],
    ]);
  });

  it('stays out of what clients see', () => {
    expect(composeCity().apiSdl).not.toMatch(/@routedBy|@partitioned/);
  });

  it('can be routed in the city as it stands, and in a graph that has nothing of it', () => {
    expect(checkRouting(composeCity().supergraphSdl)).toEqual([]);
    expect(issues(LETTERS)).toEqual([]);
    expect(
      issues('type Query { a: Int }', CASES.replaceAll(/letter: .*more: .*!/g, 'a: Int')),
    ).toEqual([]);
  });

  it('needs the partition in each key by which an entity is found', () => {
    const second = LETTERS.replace(
      '@key(fields: "id")',
      '@key(fields: "id") @key(fields: "title")',
    );
    expect(issues(second)).toEqual([
      'Letter: each @key of "letters" must have "id", but @key("title") has not.',
    ]);
  });

  it('needs the argument of a root field, and that it is required', () => {
    const message =
      'Query.letter: is @routedBy "id", so it must have that argument, and require it.';
    expect(issues(LETTERS.replace('letter(id: ID!)', 'letter(id: ID)'))).toEqual([message]);
    expect(issues(LETTERS.replace('letter(id: ID!)', 'letter(key: ID!)'))).toEqual([message]);
  });

  it('may be null where it is asked for and where others refer to it', () => {
    expect(issues(LETTERS.replace('): Letter', '): Letter!'))).toEqual([
      'Query.letter: is @routedBy, so it must be nullable: a partition that is away would null all.',
    ]);
    expect(issues(LETTERS, CASES.replace('letter: Letter', 'letter: Letter!'))).toEqual([
      'Case.letter: leads to Letter, whose partition may be away, so it must be nullable.',
    ]);
    expect(issues(LETTERS, CASES.replace('more: [Letter]!', 'more: [Letter!]!'))).toHaveLength(1);
  });

  it('belongs to one subgraph', () => {
    const shared = LETTERS.replace(' @routedBy', ' @shareable @routedBy');
    const cases = CASES.replace(
      '{ case: Case }',
      '{ case: Case letter(id: ID!): Letter @shareable }',
    );
    expect(issues(shared, cases)).toContain(
      'Query.letter: is @routedBy, so "letters" alone may resolve it, not "cases".',
    );
    expect(issues(LETTERS.replace('"letters"', '"cases"'))).not.toEqual([]);
  });

  it('makes composition fail where it cannot be routed', () => {
    expect(() =>
      composeCity((name) =>
        readSubgraphSdl(name).replace('petition: Petition\n', 'petition: Petition!\n'),
      ),
    ).toThrow('Case.petition: leads to DistrictPetition');
  });

  it('may not be reached by a root field that no value routes, however far away', () => {
    const list = `districtSystems: [System!]! page: Page
    } type Page { rows: [Row!]! } type Row { letter: Letter }
    extend type System { page: Page`;
    expect(issues(LETTERS.replace('districtSystems: [System!]!', list))).toEqual([
      'Query.districtSystems: leads to Letter, which is @partitioned, so it must be @routedBy an argument.',
      'Query.page: leads to Letter, which is @partitioned, so it must be @routedBy an argument.',
    ]);
  });

  it.each([
    ['no registry', 'districtSystems: [System!]!', ''],
    ['a registry without addresses', 'url: String', 'place: String'],
    ['a registry without codes', 'code: ID!', 'name: ID!'],
  ])('needs to be told where each partition is: not with %s', (_what, part, other) => {
    expect(issues(LETTERS.replace(part, other))).toEqual([
      '"letters" is partitioned, so it must answer the registry of its endpoints: query DistrictSystems { districtSystems { district { code } url } }',
    ]);
  });
});
