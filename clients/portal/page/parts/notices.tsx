import type { ComponentChildren } from 'preact';
import { faultText } from '../fault-text.ts';
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
  return (
    <div class="notice notice-bad" role="alert">
      <Icon name="warning" />
      <div>
        <p>{faultText(error)}</p>
        <button type="button" class="button-plain" onClick={onRetry}>
          再试一次
        </button>
      </div>
    </div>
  );
}

export function Empty({ children }: { children: ComponentChildren }) {
  return <p class="empty">{children}</p>;
}
