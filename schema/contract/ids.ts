/** Ids carry their place, so that anyone can tell an owner without a look-up. */

/** Mailbox prefixes of petition ids. */
export type MailboxPrefix = 'mayor' | 'district' | 'department' | 'national';

/** `district:511602`. */
export function districtId(areaCode: string): string {
  return `district:${areaCode}`;
}

/** `department:housing`. */
export function departmentId(code: string): string {
  return `department:${code}`;
}

/** GraphQL type of a unit id, or null where it is no unit. */
export function unitTypename(id: string): 'District' | 'Department' | null {
  if (/^district:\d{6}$/.test(id)) return 'District';
  if (/^department:[a-z][a-z0-9-]*$/.test(id)) return 'Department';
  return null;
}

/** GraphQL type of a petition id, or null where it is no petition. */
export function petitionTypename(
  id: string,
): 'MayorPetition' | 'DistrictPetition' | 'DepartmentPetition' | 'NationalPetition' | null {
  if (/^mayor:[^:]+$/.test(id)) return 'MayorPetition';
  if (/^district:\d{6}:[^:]+$/.test(id)) return 'DistrictPetition';
  if (/^department:[a-z][a-z0-9-]*:[^:]+$/.test(id)) return 'DepartmentPetition';
  if (/^national:[^:]+$/.test(id)) return 'NationalPetition';
  return null;
}
