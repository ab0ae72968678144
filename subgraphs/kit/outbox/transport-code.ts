import { errors } from 'undici';

/** Short stable name of why a request was not answered: ECONNREFUSED and the like, or of an abort. */
export function transportCode(error: unknown): string {
  if (error instanceof errors.UndiciError) return error.code;
  if (!Error.isError(error)) return 'TRANSPORT_FAILED';
  const code = 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : error.name;
}
