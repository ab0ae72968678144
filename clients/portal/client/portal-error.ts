/**
 * Why something could not be had:
 * `offline` nothing came back, so it is not known whether it arrived (ask again with the same key);
 * `busy` the other side cannot answer now (ask later); `signed-out` the sign-in has ended;
 * `refused` it answers, and says no: `code`, and `argument` where one input is at fault.
 */
export type PortalErrorKind = 'offline' | 'busy' | 'signed-out' | 'refused';

/** What the gateway says of one fault: `extensions` by schema/contract/error-codes.ts. */
export interface GatewayFault {
  message: string;
  path?: readonly (string | number)[];
  extensions?: { code?: string; argument?: string; expected?: string; retryAfter?: number };
}

const BUSY = new Set([
  'SUBGRAPH_UNAVAILABLE',
  'PARTITION_UNAVAILABLE',
  'IDENTITY_PROVIDER_UNAVAILABLE',
  'RATE_LIMITED',
  'GATEWAY_STOPPING',
  'INTERNAL_SERVER_ERROR',
]);

/** The one error that the portal's client throws. */
export class PortalError extends Error {
  readonly kind: PortalErrorKind;
  /** From schema/contract/error-codes.ts; empty where nothing answered. */
  readonly code: string;
  /** The input that is at fault, such as letter.title. */
  readonly argument: string | null;
  /** Seconds after which to ask again, where the gateway said so. */
  readonly retryAfter: number | null;

  constructor(kind: PortalErrorKind, fault: GatewayFault) {
    super(fault.message);
    this.name = 'PortalError';
    this.kind = kind;
    this.code = fault.extensions?.code ?? '';
    this.argument = fault.extensions?.argument ?? null;
    this.retryAfter = fault.extensions?.retryAfter ?? null;
  }
}

/** @returns the error for the first fault of an answer */
export function errorOf(faults: readonly GatewayFault[]): PortalError {
  const fault = faults[0] ?? { message: 'expected data or errors, got neither' };
  return new PortalError(kindOf(fault.extensions?.code ?? ''), fault);
}

function kindOf(code: string): PortalErrorKind {
  if (code === 'UNAUTHENTICATED') return 'signed-out';
  return BUSY.has(code) || code === '' ? 'busy' : 'refused';
}
