import type { machineFacts } from '../report/machine.ts';
import type { SweepTiming } from './sweep.ts';
import type { Timing } from './timing.ts';

interface Results {
  machine: ReturnType<typeof machineFacts>;
  timings: readonly Timing[];
  sweep: SweepTiming;
}

/** Everything that was measured, with what it was to be. */
export function toReport({ machine, timings, sweep }: Results): string {
  const isOnce = sweep.raised === sweep.due && sweep.raisedAgain === 0;
  return `# Casework with many cases

${Object.entries(machine)
  .map(([fact, value]) => `- ${fact}: ${String(value)}`)
  .join('\n')}

| What | runs | CPU ms | p50 ms | p99 ms | goal for p99 | |
|---|---:|---:|---:|---:|---:|---|
${timings.map(rowOf).join('\n')}

Sweep over ${sweep.due} deadlines that fell due: ${sweep.ms} ms (goal ${sweep.goalMs}), ${sweep.raised}
alerts, ${sweep.raisedAgain} more by three further sweeps: ${isOnce && sweep.ms < sweep.goalMs ? 'reached' : 'MISSED'}.
`;
}

function rowOf({ name, runs, cpuMs, p50Ms, p99Ms, goalMs }: Timing): string {
  const verdict = goalMs === null ? '' : p99Ms < goalMs ? 'reached' : 'MISSED';
  return `| ${name} | ${runs} | ${cpuMs} | ${p50Ms} | ${p99Ms} | ${goalMs ?? ''} | ${verdict} |`;
}
