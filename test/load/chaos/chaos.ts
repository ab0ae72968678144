import { setTimeout as delay } from 'node:timers/promises';
import { between, createRandom, pick, type Random } from '../../gateway/oracle/random.ts';
import { readIssuedAssignments } from '../city/event-log.ts';
import { firstNotice } from '../city/first-notice.ts';
import { startLiveCity, type LiveCity } from '../city/live-city.ts';
import { differenceOf, expectedOf, type Difference, type Watch } from './compare.ts';
import { openWatches } from './open-watches.ts';

export interface ChaosOptions {
  seed: string;
  dashboards: number;
  /** How often a process is killed and started again. */
  kills: number;
  /** Events between two kills, at least and at most. */
  eventsPerRound: readonly [number, number];
  databaseUrl?: string | undefined;
  say?: (line: string) => void;
}

export interface ChaosReport {
  seed: string;
  events: number;
  killed: Record<string, number>;
  connections: number;
  /** Empty: every dashboard has seen every event exactly once, in order. */
  differences: Difference[];
}

const VICTIMS = ['gateway', 'casework', 'districts'] as const;
const EVENT_EVERY_MS = 20;
const CUT_EVERY_MS = 60;
const MAX_DOWN_MS = 400;
const SETTLE_MS = 60_000;

/** Dashboards come and go and processes die while events flow; then the log tells what is true. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { say = () => undefined } = options;
  await using city = await startLiveCity({ databaseUrl: options.databaseUrl });
  say('the city runs');
  const random = createRandom(options.seed);
  const start = await firstNotice(city);
  const watches = await openWatches(city, start.cursor, options, createRandom(options.seed));
  const killed: Record<string, number> = {};
  try {
    await disturb(city, watches, options, { random, killed, say });
    // Whoever has seen the last event in its place has been told nothing twice before it.
    await concludeBy(city, watches);
    const whole = await readIssuedAssignments(city.stack.databaseUrl);
    const startAt = whole.findIndex(({ assignmentId }) => assignmentId === start.assignment.id);
    const log = whole.slice(startAt + 1);
    await untilSeen(watches, (watch) => expectedOf(watch, log).length);
    return {
      seed: options.seed,
      events: log.length,
      killed,
      connections: watches.reduce((sum, { dashboard }) => sum + dashboard.connections(), 0),
      differences: watches
        .map((watch) => differenceOf(watch, log))
        .filter((difference) => difference !== null),
    };
  } finally {
    await Promise.all(watches.map(({ dashboard }) => dashboard.leave()));
  }
}

interface Disturbance {
  random: Random;
  killed: Record<string, number>;
  say: (line: string) => void;
}

async function disturb(
  city: LiveCity,
  watches: readonly Watch[],
  { kills, eventsPerRound: [least, most] }: ChaosOptions,
  { random, killed, say }: Disturbance,
): Promise<void> {
  const stop = new AbortController();
  let issued = 0;
  const everybody = [
    every(EVENT_EVERY_MS, stop.signal, async () => {
      await city.source.issue();
      issued += 1;
    }),
    every(CUT_EVERY_MS, stop.signal, async () => pick(watches, random).dashboard.cut()),
  ];
  try {
    for (let round = 0; round < kills; round += 1) {
      const until = issued + between(least, most, random);
      while (issued < until) await delay(EVENT_EVERY_MS);
      const victim = VICTIMS[round % VICTIMS.length]!;
      killed[victim] = (killed[victim] ?? 0) + 1;
      say(`${round + 1}/${kills}: kill -9 of ${victim} after ${issued} events`);
      await city.stack.kill(victim);
      await delay(between(0, MAX_DOWN_MS, random));
      await city.stack.start(victim);
    }
  } finally {
    stop.abort();
    await Promise.all(everybody);
  }
}

/** Events until there was one more for everybody, so that everybody has a last one. */
async function concludeBy(city: LiveCity, watches: readonly Watch[]): Promise<void> {
  let waiting = [...watches];
  while (waiting.length > 0) {
    const event = await city.source.issue();
    waiting = waiting.filter(({ isConcerned }) => !isConcerned(event));
  }
}

async function untilSeen(
  watches: readonly Watch[],
  countOf: (watch: Watch) => number,
): Promise<void> {
  const giveUpAtMs = performance.now() + SETTLE_MS;
  while (watches.some((watch) => watch.dashboard.seen.length < countOf(watch))) {
    if (performance.now() > giveUpAtMs) return;
    await delay(50);
  }
}

async function every(ms: number, signal: AbortSignal, act: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await act();
    await delay(ms);
  }
}
