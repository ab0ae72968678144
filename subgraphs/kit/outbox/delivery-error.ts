/**
 * Why a message was not delivered. `code` is kept with the message and logged, so it must be a short
 * stable name without personal data; `isRefusal` says that the receiver understood and said no.
 */
export class DeliveryError extends Error {
  readonly code: string;
  readonly isRefusal: boolean;

  constructor(code: string, isRefusal: boolean, options?: ErrorOptions) {
    super(`not delivered: ${code}`, options);
    this.name = 'DeliveryError';
    this.code = code;
    this.isRefusal = isRefusal;
  }
}
