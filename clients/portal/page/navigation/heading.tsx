import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface HeadingProps {
  /** What the browser's tab says. */
  title: string;
  /** Said first in the tab where something is to be mended. */
  hasFaults?: boolean;
  children?: ComponentChildren;
}

/** A browser that opens a page begins at its top, and so must the keyboard. */
let isFirst = true;

/** The page's heading: it takes the focus, so that a screen reader tells where one has come. */
export function Heading({ title, hasFaults = false, children }: HeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${hasFaults ? '错误：' : ''}${title} · 网上信访`;
  }, [title, hasFaults]);
  useEffect(() => {
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
