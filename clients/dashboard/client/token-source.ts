/**
 * Gives an access token for each connection and question.
 * @param isRefused the last one was refused or has ended: get another
 * @throws SignedOut where there is none to be had
 */
export type TokenSource = (why: { isRefused: boolean }) => Promise<string>;

/** Nobody is signed in; ends a client's tries. */
export class SignedOut extends Error {
  override readonly name = 'SignedOut';
}
