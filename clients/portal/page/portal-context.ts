import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Session } from '../../sign-in/sign-in.ts';
import type { PortalClient } from '../client/portal-client.ts';
import type { Draft } from './draft/draft.ts';
import type { Change } from './draft/use-draft.ts';

/** What every page of the portal may use. */
export interface Portal {
  client: PortalClient;
  session: Session | null;
  /** Leaves for the issuer and comes back to the path; never rejects. */
  signIn: (returnTo: string) => Promise<void>;
  /** The issuer did not answer when somebody wanted to sign in. */
  hasSignInFailed: boolean;
  signOut: () => void;
  draft: Draft;
  /** False where the device keeps nothing. */
  isDraftKept: boolean;
  change: Change;
  discardDraft: () => void;
}

export const PortalContext = createContext<Portal | null>(null);

export function usePortal(): Portal {
  const portal = useContext(PortalContext);
  if (!portal) throw new Error('expected to be within PortalContext');
  return portal;
}
