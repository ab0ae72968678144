import { departmentId, districtId } from '../../../schema/contract/ids.ts';
import type { Profile } from './profile.ts';

/** The part of a profile that says which units there are. */
export type UnitDirectory = Pick<Profile, 'districts' | 'departments'>;

/** Whether the city has or ever had the unit. */
export function isKnownUnit({ districts, departments }: UnitDirectory, unit: string): boolean {
  return (
    districts.some(({ code }) => districtId(code) === unit) ||
    departments.some(({ code }) => departmentId(code) === unit)
  );
}
