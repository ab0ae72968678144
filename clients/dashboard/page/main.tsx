import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { giveStylesNonce } from './frame/nonce-for-styles.ts';
import { addressOf } from './route.ts';
import { CALLBACK_PATH, signIn } from './session.ts';
import './styles/base.css';
import './styles/live.css';
import './styles/case.css';
import './styles/statistics.css';
import './styles/wall.css';
import './styles/narrow.css';

const nonce = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';
giveStylesNonce(nonce);
const place = document.getElementById('app');
if (location.pathname === CALLBACK_PATH) {
  const returnTo = await signIn.complete().catch(() => null);
  history.replaceState(null, '', returnTo ?? addressOf('/'));
}
if (place) createRoot(place).render(<App nonce={nonce} />);
