/** What a stack tells while it starts, runs and stops. */
export type StackEvent =
  | { type: 'starting'; name: string }
  | { type: 'ready'; name: string; url: string; durationMs: number }
  | { type: 'died'; name: string; how: string; retryInMs: number }
  | { type: 'error'; name: string; sentence: string }
  | { type: 'stopping'; name: string };

export type Report = (event: StackEvent) => void;
