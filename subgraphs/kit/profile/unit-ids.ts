import { departmentId, districtId } from '../../../schema/contract/ids.ts';
import type { ProfileFiles } from './profile-schema.ts';

/** Ids of all units of a profile; null while one of the two files is not readable. */
export function unitIds(files: Partial<ProfileFiles>): Set<string> | null {
  const districts = files['districts.yaml']?.districts;
  const departments = files['departments.yaml']?.departments;
  if (!districts || !departments) return null;
  return new Set([
    ...districts.map(({ code }) => districtId(code)),
    ...departments.map(({ code }) => departmentId(code)),
  ]);
}
