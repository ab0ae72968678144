import { openStorage } from '../../sign-in/open-storage.ts';
import { createSignIn, type Session, type SignIn } from '../../sign-in/sign-in.ts';
import { SignedOut, type TokenSource } from '../client/token-source.ts';

export const CALLBACK_PATH = '/dashboard/signed-in';

export const signIn: SignIn = createSignIn({
  storage: openStorage(() => sessionStorage),
  location,
  callbackPath: CALLBACK_PATH,
});

/** The token of whoever is signed in, renewed before it ends; one that was refused does not come again. */
export function createTokenSource(): TokenSource {
  return async ({ isRefused, isEnding }) => {
    const session = isRefused ? await anotherSession() : await lastingSession(isEnding);
    if (!session) throw new SignedOut('nobody is signed in');
    return session.token;
  };
}

async function anotherSession(): Promise<Session | null> {
  const renewed = await signIn.renew();
  if (!renewed) signIn.end();
  return renewed;
}

/** Where the issuer renews nothing, a token serves to its end. */
async function lastingSession(isEnding: boolean): Promise<Session | null> {
  return isEnding && signIn.session()?.refreshToken ? signIn.renew() : signIn.current();
}
