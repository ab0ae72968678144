import type { ComponentChildren } from 'preact';
import { PortalError } from '../../client/portal-error.ts';
import { faultText } from '../fault-text.ts';
import { usePlace } from '../navigation/router.ts';
import { usePortal } from '../portal-context.ts';
import { Icon } from './icon.tsx';

export function Loading({ what }: { what: string }) {
  return (
    <p class="loading" role="status">
      <span class="spinner" aria-hidden="true" />
      正在读取{what}…
    </p>
  );
}

export function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const hasSessionEnded = error instanceof PortalError && error.kind === 'signed-out';
  return (
    <div class="notice notice-bad" role="alert">
      <Icon name="warning" />
      <div>
        <p>{faultText(error)}</p>
        <p class="actions">
          {hasSessionEnded && <SignInAgain />}
          <button type="button" class="button-plain" onClick={onRetry}>
            再试一次
          </button>
        </p>
      </div>
    </div>
  );
}

function SignInAgain() {
  const { signIn } = usePortal();
  const { path } = usePlace();
  return (
    <button type="button" class="button" onClick={() => void signIn(path)}>
      重新登录
    </button>
  );
}

export function Empty({ children }: { children: ComponentChildren }) {
  return <p class="empty">{children}</p>;
}
