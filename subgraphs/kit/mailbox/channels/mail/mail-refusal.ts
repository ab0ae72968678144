/** Says no to a mail in the words of SMTP, by which its sender is told. */
export class MailRefusal extends Error {
  /** 4xx: try again later; 5xx: never. */
  readonly responseCode: number;

  constructor(responseCode: number, message: string) {
    super(message);
    this.name = 'MailRefusal';
    this.responseCode = responseCode;
  }

  /** Whether whoever comes again later may be let in. */
  get isForNow(): boolean {
    return this.responseCode < 500;
  }
}
