export interface Timing {
  name: string;
  runs: number;
  p50Ms: number;
  p99Ms: number;
  /** Processor time of casework and its caller, which are one process; steadier than the clock. */
  cpuMs: number;
  /** What p99 is to stay below; null where nothing is promised. */
  goalMs: number | null;
}

const WARM_UP_RUNS = 50;

/** One after another, so that a run is what one caller waits. */
export async function timed(
  { name, runs, goalMs }: Pick<Timing, 'name' | 'runs' | 'goalMs'>,
  run: (index: number) => Promise<unknown>,
): Promise<Timing> {
  for (let index = 0; index < Math.min(WARM_UP_RUNS, runs); index += 1) await run(index);
  const times: number[] = [];
  const before = process.cpuUsage();
  for (let index = 0; index < runs; index += 1) {
    const startedAt = performance.now();
    await run(index);
    times.push(performance.now() - startedAt);
  }
  const { user, system } = process.cpuUsage(before);
  times.sort((one, two) => one - two);
  const at = (share: number) => times[Math.min(runs - 1, Math.floor(share * runs))] ?? 0;
  const timing = {
    name,
    runs,
    goalMs,
    p50Ms: round(at(0.5)),
    p99Ms: round(at(0.99)),
    cpuMs: round((user + system) / 1_000 / runs),
  };
  console.log(`${name}: ${timing.p50Ms} / ${timing.p99Ms} ms, ${timing.cpuMs} ms of processor`);
  return timing;
}

export function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
