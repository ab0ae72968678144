import type { WebSocket } from 'ws';

const MAX_UNANSWERED = 2;

/**
 * Finds out which clients are gone without a word.
 * @param isPaused while it holds, pings could not be answered and are not sent
 */
export function keepAlive(socket: WebSocket, everyMs: number, isPaused: () => boolean): void {
  let unanswered = 0;
  const beat = (): void => {
    if (isPaused()) unanswered = 0;
    else if (unanswered === MAX_UNANSWERED) socket.terminate();
    else {
      unanswered += 1;
      socket.ping();
    }
  };
  const timer = setInterval(beat, everyMs).unref();
  socket.on('pong', () => {
    unanswered = 0;
  });
  socket.once('close', () => clearInterval(timer));
}
