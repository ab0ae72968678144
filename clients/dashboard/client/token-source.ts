/**
 * Gives an access token for each connection and question, and for a connection whose token ends soon.
 * @param isRefused the last one was refused or has ended: get another
 * @param isEnding the last one ends soon: get a later one of the same person, if there is one
 * @throws SignedOut where there is none to be had
 */
export type TokenSource = (why: { isRefused: boolean; isEnding: boolean }) => Promise<string>;

/** Nobody is signed in; ends a client's tries. */
export class SignedOut extends Error {
  override readonly name = 'SignedOut';
}
