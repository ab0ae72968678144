import type { GraphQLError } from 'graphql';

/** One event of a topic, joined and serialised once for all its members. */
export interface TopicEvent {
  /** Where the subgraph's log stands behind this event; null where it has no log. */
  readonly cursor: string | null;
  /** The execution result as JSON text; what clients may not see of its errors is masked already. */
  readonly text: string;
}

/** One client's subscription as a topic sees it, whatever carries it. */
export interface Member {
  /**
   * Takes one event.
   * @returns false where the transport's buffer is above its mark: the event was taken all the
   * same, and the next one is offered after `seat.resume()`
   */
  write(event: TopicEvent): boolean;
  /** Over: an error list ends it with these errors, which are not masked, an empty one completes it. */
  end(errors: readonly GraphQLError[]): void;
  /** Its next event is kept no longer: the transport tells its client to come back and resume. */
  fellBehind(): void;
}

/** A member's place in a topic; after end() or fellBehind() both methods do nothing. */
export interface Seat {
  resume(): void;
  leave(): void;
}
