interface IntakeDeps {
  /** Asked before each event that may be taken. */
  hasRoom: () => boolean;
  /** Whether something waits: whoever tells should be silent meanwhile. */
  onHeld: (isHeld: boolean) => void;
}

/** Lets through what is told, in its order, as long as there is room for events. */
export interface Intake {
  takeEvent: (tell: () => void) => void;
  /** What takes no room. */
  take: (tell: () => void) => void;
  /** True where something waits. */
  isHeld: () => boolean;
  /** There may be room again. */
  goOn: () => void;
  /** What waits is not told any more. */
  stop: () => void;
}

export function createIntake({ hasRoom, onHeld }: IntakeDeps): Intake {
  const waiting: (() => void)[] = [];
  let isTelling = false;
  let isStopped = false;
  const hold = (tell: () => void): void => {
    if (isStopped) return;
    waiting.push(tell);
    // also after each event: a new connection does not know of it
    onHeld(true);
  };
  const goOn = (): void => {
    // what is told may make room for what waits, and that comes after it
    if (isTelling || waiting.length === 0) return;
    isTelling = true;
    while (waiting.length > 0 && hasRoom()) waiting.shift()?.();
    isTelling = false;
    if (waiting.length === 0 && !isStopped) onHeld(false);
  };
  return {
    takeEvent: (tell) => {
      if (waiting.length > 0 || !hasRoom()) hold(tell);
      else tell();
    },
    take: (tell) => {
      if (waiting.length > 0) hold(tell);
      else tell();
    },
    isHeld: () => waiting.length > 0,
    goOn,
    stop: () => {
      isStopped = true;
      waiting.length = 0;
    },
  };
}
