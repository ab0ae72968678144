import type { ComponentChildren } from 'preact';
import { usePlace } from '../navigation/router.ts';
import { usePortal } from '../portal-context.ts';

/** In the place of what only somebody who is signed in can see; one comes back to it. */
export function SignInFirst({ why, children }: { why: string; children?: ComponentChildren }) {
  const { signIn } = usePortal();
  const { path } = usePlace();
  return (
    <div class="card blank">
      <p>{why}</p>
      <p class="actions">
        <button type="button" class="button" onClick={() => void signIn(path)}>
          登录后查看
        </button>
        {children}
      </p>
    </div>
  );
}
