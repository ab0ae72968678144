import { departmentId } from '../../../schema/contract/ids.ts';
import { badUserInput } from '../../kit/errors.ts';
import type { DepartmentEntry, DepartmentFunction, Profile } from '../../kit/profile/profile.ts';

export interface DepartmentRow extends DepartmentEntry {
  /** `department:<code>`. */
  id: string;
}

export interface Directory {
  /** By code; all of them without a function (R5). */
  departments(wanted: DepartmentFunction | null): DepartmentRow[];
  byCode(code: string): DepartmentRow | null;
  byId(id: string): DepartmentRow | null;
  /** @throws BAD_USER_INPUT naming `department` */
  requireDepartment(code: string): DepartmentRow;
}

/** The city's departments as its profile names them. */
export function createDirectory(profile: Profile): Directory {
  const rows = profile.departments.map((entry): DepartmentRow => ({
    ...entry,
    id: departmentId(entry.code),
  }));
  const byCode = new Map(rows.map((row) => [row.code, row]));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return {
    departments: (wanted) => rows.filter((row) => wanted === null || row.function === wanted),
    byCode: (code) => byCode.get(code) ?? null,
    byId: (id) => byId.get(id) ?? null,
    requireDepartment: (code) => {
      const row = byCode.get(code);
      if (!row) throw badUserInput('department', 'the code of a department', 'an unknown one');
      return row;
    },
  };
}
