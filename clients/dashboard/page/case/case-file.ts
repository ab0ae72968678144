import type { CaseFileQuery } from '../../generated/operations.ts';

/** Everything a case page shows. */
export type CaseFile = NonNullable<CaseFileQuery['case']>;
export type FileDeadline = CaseFile['deadlines'][number];
