import { createSignIn, type SignIn } from '../../sign-in/sign-in.ts';
import { SignedOut, type TokenSource } from '../client/token-source.ts';

export const CALLBACK_PATH = '/dashboard/signed-in';

export const signIn: SignIn = createSignIn({
  storage: sessionStorage,
  location,
  callbackPath: CALLBACK_PATH,
});

/** The token of whoever is signed in; one that was refused does not come again. */
export function createTokenSource(): TokenSource {
  return async ({ isRefused }) => {
    const session = signIn.session();
    if (!session) throw new SignedOut('nobody is signed in');
    if (isRefused) {
      signIn.end();
      throw new SignedOut('the token is not good any more');
    }
    return session.token;
  };
}
