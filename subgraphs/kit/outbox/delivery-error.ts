/**
 * Why a message was not delivered. `code` is kept with the message and logged, so it must be a short
 * stable name without personal data; `isRefusal` says that the receiver understood and said no;
 * `concernsOne` that the receiver is there and only this message has to wait.
 */
export class DeliveryError extends Error {
  readonly code: string;
  readonly isRefusal: boolean;
  readonly concernsOne: boolean;

  constructor(
    code: string,
    isRefusal: boolean,
    { concernsOne = isRefusal, ...options }: ErrorOptions & { concernsOne?: boolean } = {},
  ) {
    super(`not delivered: ${code}`, options);
    this.name = 'DeliveryError';
    this.code = code;
    this.isRefusal = isRefusal;
    this.concernsOne = concernsOne;
  }
}
