import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface PacedOrder {
  url: string;
  token: string;
  query: string;
  perSecond: number;
}

export interface PacedReport {
  sent: number;
  /** Answers with errors, or none at all. */
  failed: number;
  /** The first few. */
  examples: string[];
}

/** Requests that go out at their time, from a process that does nothing else. */
export interface PacedRequests extends AsyncDisposable {
  /** Resolves when so many more were sent. */
  sends: (count: number) => Promise<void>;
  /** Sends no more, and waits for what is under way. */
  stop: () => Promise<PacedReport>;
}

const PROGRAM = fileURLToPath(new URL('main.ts', import.meta.url));

export function startPacedRequests(order: PacedOrder): PacedRequests {
  const child = fork(PROGRAM);
  child.send(order);
  const exited = once(child, 'exit');
  return {
    sends: async (count) => {
      const told = once(child, 'message');
      child.send(count);
      await told;
    },
    stop: async () => {
      const told = once(child, 'message');
      child.send('stop');
      const [report] = (await told) as [PacedReport];
      return report;
    },
    [Symbol.asyncDispose]: async () => {
      child.kill();
      await exited;
    },
  };
}
