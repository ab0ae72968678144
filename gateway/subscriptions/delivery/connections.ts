/** A client's live connection, whatever carries it. */
export interface LiveConnection {
  kind: 'socket' | 'stream';
  /** Tells its client to come back, once what is under way for it is done. */
  goAway: () => void;
  /** Ends it now, whatever its client does. */
  cut: () => void;
  bufferedBytes: () => number;
}

export interface ConnectionStats {
  sockets: number;
  streams: number;
  /** What all of them have yet to take. */
  bufferedBytes: number;
}

/** All live connections of one gateway. */
export interface Connections {
  add: (connection: LiveConnection) => void;
  remove: (connection: LiveConnection) => void;
  isDraining: () => boolean;
  /**
   * Sends all clients away, evenly over the time, so that they do not come to the others at once.
   * @returns when the last connection is gone
   */
  drain: (overMs: number) => Promise<void>;
  cut: () => void;
  stats: () => ConnectionStats;
}

export function createConnections(): Connections {
  const live = new Set<LiveConnection>();
  const gone = Promise.withResolvers<null>();
  let isDraining = false;
  const settle = (): void => {
    if (isDraining && live.size === 0) gone.resolve(null);
  };
  return {
    add: (connection) => {
      live.add(connection);
      if (isDraining) connection.goAway();
    },
    remove: (connection) => {
      live.delete(connection);
      settle();
    },
    isDraining: () => isDraining,
    drain: async (overMs) => {
      isDraining = true;
      const timers = sendAway([...live], overMs);
      settle();
      await gone.promise;
      for (const timer of timers) clearTimeout(timer);
    },
    cut: () => {
      for (const connection of [...live]) connection.cut();
    },
    stats: () => statsOf(live),
  };
}

function sendAway(connections: readonly LiveConnection[], overMs: number): NodeJS.Timeout[] {
  return connections.map((connection, index) =>
    setTimeout(connection.goAway, (index / connections.length) * overMs),
  );
}

function statsOf(live: ReadonlySet<LiveConnection>): ConnectionStats {
  const stats: ConnectionStats = { sockets: 0, streams: 0, bufferedBytes: 0 };
  for (const { kind, bufferedBytes } of live) {
    stats[kind === 'socket' ? 'sockets' : 'streams'] += 1;
    stats.bufferedBytes += bufferedBytes();
  }
  return stats;
}
