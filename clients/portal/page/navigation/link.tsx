import type { ComponentChildren } from 'preact';
import { go, hrefOf } from './router.ts';

interface LinkProps {
  to: string;
  /** Known to the page it leads to, and not in the address. */
  state?: unknown;
  class?: string;
  isCurrent?: boolean;
  children: ComponentChildren;
}

/** A link within the portal; with a modifier key it behaves as any link does. */
export function Link({ to, state = null, isCurrent = false, children, ...rest }: LinkProps) {
  const onClick = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(to, state);
  };
  return (
    <a href={hrefOf(to)} onClick={onClick} {...rest} aria-current={isCurrent ? 'page' : undefined}>
      {children}
    </a>
  );
}
