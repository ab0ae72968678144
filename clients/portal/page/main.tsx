import { render } from 'preact';
import { openStorage } from '../../sign-in/open-storage.ts';
import { createSignIn } from '../../sign-in/sign-in.ts';
import { createPortalClient } from '../client/portal-client.ts';
import { App } from './app.tsx';
import { fetchPages } from './pages.ts';
import { CALLBACK_PATH } from './signed-in-page.tsx';
import { hrefOf } from './navigation/router.ts';
import './styles/base.css';
import './styles/shell.css';
import './styles/forms.css';
import './styles/pages.css';
import './styles/account.css';
import './styles/print.css';

const signIn = createSignIn({
  storage: openStorage(() => sessionStorage),
  location,
  callbackPath: hrefOf(CALLBACK_PATH),
});
const client = createPortalClient({
  url: `${location.origin}/graphql`,
  // Where the issuer does not answer, the city says that nobody is signed in.
  token: async () => (await signIn.current().catch(() => null))?.token ?? null,
});
const place = document.getElementById('app');
if (place)
  render(<App client={client} signIn={signIn} storage={openStorage(() => localStorage)} />, place);

// The first page is long there by then, or somebody has begun to use it.
const UNUSED_MS = 8_000;
const fetchAhead = (): void => void fetchPages();
addEventListener('pointerdown', fetchAhead, { once: true });
addEventListener('keydown', fetchAhead, { once: true });
setTimeout(fetchAhead, UNUSED_MS);
