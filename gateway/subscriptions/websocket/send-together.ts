import type { Socket } from 'node:net';

/**
 * What is written in one turn of the event loop leaves in one piece: to a client that catches up,
 * a call to the system for each frame costs more than all the rest.
 * @returns to be called before each write
 */
export function createSendTogether(wire: Pick<Socket, 'cork' | 'uncork'>): () => void {
  let isHeld = false;
  const release = (): void => {
    isHeld = false;
    wire.uncork();
  };
  return () => {
    if (isHeld) return;
    isHeld = true;
    wire.cork();
    process.nextTick(release);
  };
}
