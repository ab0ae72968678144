import type { Execute } from './execute-operation.ts';

/** Makes operations wait for their turn; all that one queue has made wait for each other. */
type InTurn = <Result>(execute: Execute<Result>) => Execute<Result>;

/**
 * Begins one operation in each turn of the event loop, so that what is under way is finished
 * first. Nobody waits where there is time; under load, fewer operations are half done, and it is
 * their data that fills the memory.
 */
export function createStarts(): InTurn {
  const waiting: (() => void)[] = [];
  let isTurnTaken = false;
  const nextTurn = (): void => {
    const start = waiting.shift();
    isTurnTaken = start !== undefined;
    if (!start) return;
    setImmediate(nextTurn);
    start();
  };
  return (execute) => (planned, request) => {
    if (isTurnTaken)
      return new Promise((resolve) => {
        waiting.push(() => resolve(execute(planned, request)));
      });
    isTurnTaken = true;
    setImmediate(nextTurn);
    return execute(planned, request);
  };
}
