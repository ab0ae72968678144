import type { MouseEvent, ReactNode } from 'react';
import { addressOf, goTo } from '../route.ts';

interface PlaceProps {
  /** Below /dashboard. */
  to: string;
  isCurrent?: boolean;
  className?: string;
  children: ReactNode;
}

/** A link within the page; a new tab and the like are the browser's affair. */
export function Place({ to, isCurrent = false, className, children }: PlaceProps): ReactNode {
  const follow = (event: MouseEvent): void => {
    // a row around it leads there as well, which would be a second step to go back, or another tab's
    event.stopPropagation();
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    goTo(to);
  };
  return (
    <a
      href={addressOf(to)}
      onClick={follow}
      className={className}
      aria-current={isCurrent ? 'page' : undefined}
    >
      {children}
    </a>
  );
}
