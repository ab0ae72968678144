import { ANONYMOUS } from '../../schema/contract/actor.ts';
import type { VerifyToken } from './verify-token.ts';

/** Where nobody signs in; what a client calls itself is the subgraphs' business. */
export const admitAsAnonymous: VerifyToken = () =>
  Promise.resolve({ actor: ANONYMOUS, expiresAtMs: null });
