import type { Report } from './report.ts';
import type { Supervisor } from './supervisor.ts';

/** Services that belong together; disposing stops the stages in reverse order. */
export interface Crew extends AsyncDisposable {
  /** Starts all of a stage at once. @throws the first failure; dispose the crew then */
  startStage(stage: readonly Supervisor[]): Promise<void>;
  /** @throws Error for an unknown name */
  member(name: string): Supervisor;
  /** SIGKILL to every service but the first stage, which ends itself when this process does. */
  killAllButFirst(): Promise<void>;
}

/** Makes an empty crew. */
export function createCrew(report: Report): Crew {
  const stages: (readonly Supervisor[])[] = [];
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    for (const stage of stages.toReversed()) {
      for (const { name } of stage) report({ type: 'stopping', name });
      await Promise.all(stage.map((supervisor) => supervisor.stop()));
    }
  };
  return {
    startStage: async (stage) => {
      if (closing) throw new Error('The stack is being stopped.');
      stages.push(stage);
      await Promise.all(stage.map((supervisor) => supervisor.start()));
    },
    member: (name) => {
      const all = stages.flat();
      const found = all.find((supervisor) => supervisor.name === name);
      if (found) return found;
      throw new Error(`Expected one of ${all.map((each) => each.name).join(', ')}, came ${name}.`);
    },
    killAllButFirst: async () => {
      await Promise.all(stages.slice(1).flatMap((stage) => stage.map((each) => each.kill())));
    },
    [Symbol.asyncDispose]: () => (closing ??= close()),
  };
}
