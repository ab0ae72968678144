import { readFileSync } from 'node:fs';

/** The subgraphs of the city, in the order composition sees them. */
export const SUBGRAPH_NAMES = [
  'mayor',
  'districts',
  'departments',
  'national',
  'casework',
] as const;

export type SubgraphName = (typeof SUBGRAPH_NAMES)[number];

const SDL_FILES: Record<SubgraphName, readonly string[]> = {
  mayor: ['shared', 'mailbox', 'mayor', 'petitioners'],
  districts: ['shared', 'mailbox', 'districts', 'district-registry'],
  departments: ['shared', 'mailbox', 'departments'],
  national: ['shared', 'mailbox', 'national'],
  casework: ['shared', 'casework'],
};

/** SDL text a subgraph serves, its included files first. */
export function readSubgraphSdl(name: SubgraphName): string {
  return readSdlFiles(SDL_FILES[name]);
}

/** SDL text every district system serves: the contract, without what is the city's alone. */
export function readDistrictContractSdl(): string {
  return readSdlFiles(['shared', 'mailbox', 'districts']);
}

function readSdlFiles(files: readonly string[]): string {
  return files
    .map((file) => readFileSync(new URL(`${file}.graphql`, import.meta.url), 'utf8'))
    .join('\n');
}
