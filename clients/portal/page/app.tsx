import { useMemo, useState } from 'preact/hooks';
import type { SignIn } from '../../sign-in/sign-in.ts';
import type { PortalClient } from '../client/portal-client.ts';
import { useDraft } from './draft/use-draft.ts';
import { HomePage } from './home-page.tsx';
import { usePlace } from './navigation/router.ts';
import { ReadingPages, WritingPages } from './pages.ts';
import { PortalContext, type Portal } from './portal-context.ts';
import { Shell } from './shell/shell.tsx';
import { CALLBACK_PATH, SignedInPage } from './signed-in-page.tsx';

interface AppProps {
  client: PortalClient;
  signIn: SignIn;
  /** Keeps the draft on the device. */
  storage: Storage;
}

export function App({ client, signIn, storage }: AppProps) {
  const [session, setSession] = useState(() => signIn.session());
  const [hasSignInFailed, setSignInFailed] = useState(false);
  const draft = useDraft(storage);
  const portal: Portal = useMemo(
    () => ({
      client,
      session,
      hasSignInFailed,
      signIn: async (returnTo) => {
        setSignInFailed(false);
        await signIn.begin(returnTo).catch(() => setSignInFailed(true));
      },
      signOut: () => {
        signIn.end();
        setSession(null);
      },
      ...draft,
    }),
    [session, hasSignInFailed, draft.draft, draft.isDraftKept],
  );
  return (
    <PortalContext.Provider value={portal}>
      <Shell>
        <CurrentPage signIn={signIn} onSignedIn={() => setSession(signIn.session())} />
      </Shell>
    </PortalContext.Provider>
  );
}

function CurrentPage({ signIn, onSignedIn }: { signIn: SignIn; onSignedIn: () => void }) {
  const { path } = usePlace();
  if (path === '/') return <HomePage />;
  if (path === CALLBACK_PATH) return <SignedInPage signIn={signIn} onSignedIn={onSignedIn} />;
  if (path === '/sent' || path.startsWith('/write/')) return <WritingPages path={path} />;
  return <ReadingPages path={path} />;
}
