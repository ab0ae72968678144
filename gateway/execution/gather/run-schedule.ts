import type { FetchGroup } from '../schedule/compile-groups.ts';
import type { PlannedFetch, Schedule } from '../schedule/compile-schedule.ts';
import type { Data } from '../merge.ts';
import type { PlanRun } from './plan-run.ts';
import { sendGroup } from './send-group.ts';

/**
 * How long a fetch that could go waits for others to the same subgraph. What is slow elsewhere
 * then holds it up no longer than this.
 */
const GATHER_MS = 300;

interface Gathering {
  ready: PlannedFetch[];
  awaited: number;
  timer: NodeJS.Timeout | undefined;
}

/** Gathers everything that the plan asks for into the data. */
export async function runSchedule(run: PlanRun, schedule: Schedule, data: Data): Promise<void> {
  const { fetches, dependents, groupOf } = schedule;
  if (fetches.length === 0) return;
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const waitingFor = fetches.map(({ needs }) => needs.length);
  const gatherings = new Map<FetchGroup, Gathering>();
  let left = fetches.length;

  const launch = (group: FetchGroup, gathering: Gathering): void => {
    clearTimeout(gathering.timer);
    gathering.timer = undefined;
    const { ready } = gathering;
    gathering.ready = [];
    const sent = sendGroup(run, group, ready, data);
    if (sent) sent.then(() => ready.forEach(finish)).catch(reject);
    else ready.forEach(finish);
  };
  const start = (fetch: PlannedFetch): void => {
    const group = groupOf[fetch.id];
    if (!group) throw new Error('a fetch belongs to no group');
    const known = gatherings.get(group);
    const gathering = known ?? { ready: [], awaited: group.fetchIds.length, timer: undefined };
    if (!known) gatherings.set(group, gathering);
    gathering.ready.push(fetch);
    gathering.awaited -= 1;
    if (gathering.awaited === 0) launch(group, gathering);
    else
      gathering.timer ??= setTimeout(() => {
        try {
          launch(group, gathering);
        } catch (error) {
          reject(error);
        }
      }, GATHER_MS);
  };
  const finish = ({ id }: PlannedFetch): void => {
    left -= 1;
    if (left === 0) resolve(undefined);
    for (const dependent of dependents[id] ?? []) {
      const count = (waitingFor[dependent] ?? 0) - 1;
      waitingFor[dependent] = count;
      const fetch = fetches[dependent];
      if (count === 0 && fetch) start(fetch);
    }
  };
  for (const fetch of fetches) if (fetch.needs.length === 0) start(fetch);
  await promise;
}
