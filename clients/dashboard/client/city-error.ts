import type { ErrorCode } from '../../../schema/contract/error-codes.ts';

/** An error as the gateway sends it. */
export interface WireError {
  message: string;
  path?: readonly (string | number)[] | undefined;
  extensions?: { code?: string; [detail: string]: unknown } | undefined;
}

/** What a CityError is about: a code of the contract, or that no answer came at all. */
export type CityErrorCode = ErrorCode | 'NO_ANSWER' | 'UNKNOWN';

/** The gateway refused or could not be reached; branch on `code`, never on the message. */
export class CityError extends Error {
  override readonly name = 'CityError';
  readonly code: CityErrorCode;
  /** As sent: `argument`, `retryAfter`, `startOver`, … */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(message: string, code: CityErrorCode, details: Record<string, unknown> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** The first of the errors of an answer. */
export function cityErrorOf(errors: readonly WireError[]): CityError {
  const [first] = errors;
  const details = first?.extensions ?? {};
  const code = typeof details.code === 'string' ? (details.code as ErrorCode) : 'UNKNOWN';
  return new CityError(first?.message ?? 'expected an answer, got none', code, details);
}
