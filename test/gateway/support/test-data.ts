import { GraphQLError } from 'graphql';

export interface CaseRow {
  id: string;
  state: string;
  note: string | null;
  units: (string | null)[];
  unit: string | null;
  letter: string;
}

/** Fresh rows, so that mutations of one test are not seen by another. */
export function createRows(): CaseRow[] {
  return [
    {
      id: 'c1',
      state: 'OPEN',
      note: 'first',
      units: ['district:1', null, 'department:a'],
      unit: 'district:1',
      letter: 'mayor:1',
    },
    { id: 'c2', state: 'CLOSED', note: null, units: [], unit: null, letter: 'district:1:1' },
    {
      id: 'c3',
      state: 'OPEN',
      note: null,
      units: ['department:a', 'department:broken'],
      unit: 'department:broken',
      letter: 'mayor:2',
    },
  ];
}

export function typenameOfUnit(id: string): 'District' | 'Department' {
  return id.startsWith('district:') ? 'District' : 'Department';
}

export function typenameOfLetter(id: string): 'MayorLetter' | 'DistrictLetter' {
  return id.startsWith('mayor:') ? 'MayorLetter' : 'DistrictLetter';
}

export function starsOf(letter: string): number {
  return letter.length;
}

export function handlingOf(letter: string): string[] {
  return letter === 'mayor:1' ? ['district:1'] : [];
}

/** One unit has no name to give, which its owner says with a code of the contract. */
export function unitOf(id: string) {
  return {
    id,
    __typename: typenameOfUnit(id),
    code: id.slice(-1),
    phone: '110',
    name: () => {
      if (id.endsWith('broken'))
        throw new GraphQLError('no name', { extensions: { code: 'NOT_FOUND' } });
      return `Unit ${id}`;
    },
  };
}

export function letterOf(id: string, handling: readonly string[]) {
  return {
    id,
    __typename: typenameOfLetter(id),
    title: ({ upper }: { upper: boolean }) => (upper ? `TITLE ${id}` : `Title ${id}`),
    stars: starsOf(id),
    author: handling.length > 0 ? `Author for ${handling.join()}` : 'masked',
    leader: 'Leader',
    secret: () => {
      throw new GraphQLError('not for you', { extensions: { code: 'FORBIDDEN', field: 'secret' } });
    },
  };
}
