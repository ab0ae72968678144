import { useMemo, useState } from 'preact/hooks';
import type { SignIn } from '../../sign-in/sign-in.ts';
import type { PortalClient } from '../client/portal-client.ts';
import { useDraft } from './draft/use-draft.ts';
import { HomePage } from './home-page.tsx';
import { Heading } from './navigation/heading.tsx';
import { Link } from './navigation/link.tsx';
import { usePlace } from './navigation/router.ts';
import { OpenPage } from './open/open-page.tsx';
import { PortalContext, type Portal } from './portal-context.ts';
import { ProgressPage } from './progress/progress-page.tsx';
import { Shell } from './shell/shell.tsx';
import { CALLBACK_PATH, SignedInPage } from './signed-in-page.tsx';
import { SentPage } from './write/sent-page.tsx';
import { WritePages } from './write/write-pages.tsx';

interface AppProps {
  client: PortalClient;
  signIn: SignIn;
}

export function App({ client, signIn }: AppProps) {
  const [session, setSession] = useState(() => signIn.session());
  const draft = useDraft(localStorage);
  const portal: Portal = useMemo(
    () => ({
      client,
      session,
      signIn: (returnTo) => signIn.begin(returnTo),
      signOut: () => {
        signIn.end();
        setSession(null);
      },
      ...draft,
    }),
    [session, draft.draft, draft.isDraftKept],
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
  if (path.startsWith('/write/')) return <WritePages path={path} />;
  if (path === '/sent') return <SentPage />;
  if (path === '/progress') return <ProgressPage />;
  if (path === '/open') return <OpenPage />;
  if (path === CALLBACK_PATH) return <SignedInPage signIn={signIn} onSignedIn={onSignedIn} />;
  return (
    <main id="main">
      <Heading title="没有这个页面" />
      <p>
        地址可能写错了。<Link to="/">回到首页</Link>
      </p>
    </main>
  );
}
