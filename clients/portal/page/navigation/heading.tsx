import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface HeadingProps {
  /** What the browser's tab says. */
  title: string;
  /** Said first in the tab where something is to be mended. */
  hasFaults?: boolean;
  children?: ComponentChildren;
}

/** A browser that opens a page begins at its top, and so must the keyboard. */
let isFirst = true;

/**
 * The page's heading: it takes the focus, so that a screen reader tells where one has come. At once, or
 * it would take it from whoever has gone on to a field.
 */
export function Heading({ title, hasFaults = false, children }: HeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    document.title = `${hasFaults ? '错误：' : ''}${title} · 网上信访`;
  }, [title, hasFaults]);
  useLayoutEffect(() => {
    if (!isFirst) {
      scrollTo(0, 0);
      heading.current?.focus({ preventScroll: true });
    }
    isFirst = false;
  }, [title]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children ?? title}
    </h1>
  );
}
