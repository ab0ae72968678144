import type { ReactNode } from 'react';
import type { Tone } from '../labels.ts';

/** A word on a colour that it can be read on (4.5:1 and more). */
export function ToneTag({
  tone = 'grey',
  children,
}: {
  tone?: Tone;
  children: ReactNode;
}): ReactNode {
  return <span className={`tag tag-${tone}`}>{children}</span>;
}
