import type { SwarmReport } from './orders.ts';
import type { SwarmClient } from './swarm-client.ts';

const MAX_EXAMPLES = 3;

/**
 * Compares what each client was told of with the log behind its start.
 * @param numbers of the log's events in this process
 */
export function judge(
  clients: readonly SwarmClient[],
  numbers: readonly number[],
  log: readonly string[],
  closes: Record<number, number>,
): SwarmReport {
  const examples: string[] = [];
  let wrong = 0;
  let missed = 0;
  let repeated = 0;
  for (const [index, client] of clients.entries()) {
    const expected = numbers.slice(log.indexOf(client.start) + 1);
    const what = faultOf(client, expected);
    if (what === null) continue;
    const different = new Set(client.seen);
    wrong += 1;
    missed += expected.filter((number) => !different.has(number)).length;
    repeated += client.seen.length - different.size;
    if (examples.length < MAX_EXAMPLES) examples.push(`client ${index}: ${what}`);
  }
  return {
    clients: clients.length,
    delivered: clients.reduce((sum, { seen }) => sum + seen.length, 0),
    connections: clients.reduce((sum, { connections }) => sum + connections, 0),
    closes,
    wrong,
    missed,
    repeated,
    examples,
  };
}

function faultOf(
  { seen, strange, start }: SwarmClient,
  expected: readonly number[],
): string | null {
  if (strange.length > 0) return `got ${strange.join(' ')}`;
  const first = expected.findIndex((number, index) => seen[index] !== number);
  if (first === -1 && seen.length === expected.length) return null;
  const told = `${seen.length} of ${expected.length} events, ${new Set(seen).size} different ones`;
  return `from ${start}: ${told}, differs first at ${first === -1 ? expected.length : first}`;
}
