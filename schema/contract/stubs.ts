/** A unit as a subgraph knows it that does not own it: by id alone. */
export interface UnitStub {
  __typename: 'District' | 'Department';
  id: string;
}

/** A petition as a subgraph knows it that does not own it: by id alone. */
export interface PetitionStub {
  __typename: 'MayorPetition' | 'DistrictPetition' | 'DepartmentPetition' | 'NationalPetition';
  id: string;
}
