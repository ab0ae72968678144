const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const CASE_ID = new RegExp(`^case:${UUID}$`);
const ASSIGNMENT_ID = new RegExp(`^assignment:${UUID}$`);

/** Whether casework can have given the id to a case; anything else need not be looked up. */
export function isCaseId(id: string): boolean {
  return CASE_ID.test(id);
}

/** As `isCaseId`, for assignments. */
export function isAssignmentId(id: string): boolean {
  return ASSIGNMENT_ID.test(id);
}
