import { createSwarmProcess } from './swarm-process.ts';
import type { AnswerMessage, OrderKind, OrderMessage } from './orders.ts';

/** Some thousand clients in a process of their own, so that what is measured is the gateway. */
const swarm = createSwarmProcess();

process.on('message', (message: OrderMessage) => void obey(message));
process.on('disconnect', () => process.exit());

async function obey<Kind extends OrderKind>(message: OrderMessage<Kind>): Promise<void> {
  const { id, kind, given } = message;
  const answer: AnswerMessage = await swarm[kind](given).then(
    (result) => ({ id, answer: result }),
    (error: unknown) => ({ id, answer: null, error: String(error) }),
  );
  process.send?.(answer);
}
