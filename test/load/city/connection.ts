/** What an observer is told of an assignment. */
export interface Notice {
  cursor: string;
  assignment: { id: string };
}

/** What ended a connection. */
export interface Refusal {
  code: string;
  message: string;
}

/** One connection of an observer, over whichever transport. */
export interface Connection {
  /** Resolves when it is over, with the errors that the gateway ended the subscription with. */
  over: Promise<readonly Refusal[]>;
  /** Breaks it as a lost network does: nothing more is said. */
  cut(): void;
}

/** @param after cursor to go on from; null: only what comes from now on */
export type Connect = (after: string | null, onNotice: (notice: Notice) => void) => Connection;

/** Where and as whom an observer watches. */
export interface Line {
  url: string;
  token: string;
  query: string;
  variables: Record<string, unknown>;
}

/** Errors of the subscription, not those of a broken connection. */
export function refusalsOf(error: unknown): Refusal[] {
  if (!Array.isArray(error)) return [];
  return (error as { message: string; extensions?: { code?: string } }[]).map(
    ({ message, extensions }) => ({ code: extensions?.code ?? '', message }),
  );
}
