/** One client of the swarm. */
export interface ClientOrder {
  token: string;
  variables: Record<string, unknown>;
  /** Cursor from which it wants to have seen everything. */
  after: string;
}

/** What the parent asks of a process of the swarm, and what it answers. */
export interface Orders {
  /** Resolves once all are subscribed. */
  connect: {
    given: {
      url: string;
      query: string;
      clients: readonly ClientOrder[];
      /** Subscribes again where the gateway ends a subscription, instead of counting it as wrong. */
      comesBack: boolean;
    };
    answer: null;
  };
  /** Forget what was seen: each client goes on from its new cursor when it comes back. */
  place: { given: { cursors: readonly string[] }; answer: null };
  /** Resolves once every client that reads has been told of an event. */
  until: { given: { cursor: string }; answer: { reachedAtMs: readonly number[] } };
  /** All lose their connection at once, and come back. */
  cut: { given: null; answer: null };
  /** The first so many clients stop reading, and nobody waits for them. */
  freeze: { given: { count: number }; answer: null };
  thaw: { given: null; answer: null };
  /** Latencies since the last time, of the clients that read. */
  latencies: { given: null; answer: { countByMs: readonly (readonly [number, number])[] } };
  /** Compares what each client was told of with the log. */
  report: { given: { log: readonly string[] }; answer: SwarmReport };
}

export interface SwarmReport {
  clients: number;
  /** Events told, all clients together. */
  delivered: number;
  connections: number;
  /** How connections ended, by close code. */
  closes: Record<number, number>;
  /** Clients that were not told of each event exactly once, in order; some of them in words. */
  wrong: number;
  /** Of all clients together: events they were never told of, and told of again. */
  missed: number;
  repeated: number;
  examples: readonly string[];
}

export type OrderKind = keyof Orders;

export interface OrderMessage<Kind extends OrderKind = OrderKind> {
  id: number;
  kind: Kind;
  given: Orders[Kind]['given'];
}

export interface AnswerMessage {
  id: number;
  answer: unknown;
  error?: string;
}
