import type { Piece } from './marks.rules.ts';

/** A text with what was searched for standing out; always text, never markup. */
export function Marked({ pieces }: { pieces: readonly Piece[] }) {
  return (
    <>
      {pieces.map(({ text, isMatch }, index) => (isMatch ? <mark key={index}>{text}</mark> : text))}
    </>
  );
}
