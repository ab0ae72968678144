const PATHS = {
  warning: 'M12 3 1.8 20.5h20.4L12 3Zm0 6.5v5m0 2.6v.4',
  check: 'm4.5 12.5 5 5 10-11',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-14.5V12l3.5 2.2',
  pen: 'm4 20 1-4.5L16 4.5l3.5 3.5L8.5 19 4 20Zm9.5-13L17 10.5',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Zm4.8-1.7L20.5 20.5',
  letters: 'M3.5 6h17v12h-17V6Zm0 .5 8.5 6.5 8.5-6.5',
  open: 'M4 5h7a2 2 0 0 1 2 2v13a2 2 0 0 0-2-2H4V5Zm16 0h-5a2 2 0 0 0-2 2v13a2 2 0 0 1 2-2h5V5Z',
} as const;

/** A sign beside words, never in their place. */
export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
