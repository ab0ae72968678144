const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const CASE_ID = new RegExp(`^case:${UUID}$`);
const RECORD_ID = new RegExp(`^[a-z]+:${UUID}$`);

/** Whether casework can have given the id to a case; anything else need not be looked up. */
export function isCaseId(id: string): boolean {
  return CASE_ID.test(id);
}

/** As `isCaseId`, for assignments, deadlines and whatever else hangs on a case. */
export function isRecordId(id: string): boolean {
  return RECORD_ID.test(id);
}
