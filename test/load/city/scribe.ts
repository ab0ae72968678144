import { setTimeout as delay } from 'node:timers/promises';
import type { Actor } from '../../../schema/contract/actor.ts';
import type { Connection, Notice } from './connection.ts';
import { readIssuedAssignments } from './event-log.ts';
import type { LiveCity } from './live-city.ts';
import { connectBySocket } from './socket-connection.ts';

/** Writes down what casework itself tells, so that the gateway can be held against it. */
export interface Scribe extends Disposable {
  /**
   * Cursors in order, up to and including what is in the database now.
   * @throws Error where casework tells another order than its own log
   */
  cursors(): Promise<string[]>;
}

const BUREAU: Actor = { role: 'CITY_BUREAU', id: 'scribe', unit: null };
const QUERY = `subscription ($after: String) {
  assignmentIssued(after: $after) { cursor assignment { id } }
}`;

/** @param start the event before the first one that is written down */
export async function openScribe(city: LiveCity, start: Notice): Promise<Scribe> {
  const { stack, signActor } = city;
  const notices = [start];
  const url = `${stack.url('casework')}/graphql`;
  let connection: Connection | null = null;
  /** Again where it was lost, from what was told last. */
  const keepOpen = async (): Promise<void> => {
    if (connection) return;
    const token = await signActor(BUREAU);
    const connect = connectBySocket({ url, token, query: QUERY, variables: {} });
    connection = connect(notices.at(-1)?.cursor ?? start.cursor, (notice) => notices.push(notice));
    void connection.over.then(() => (connection = null));
  };
  await keepOpen();
  return {
    cursors: async () => {
      const whole = (await readIssuedAssignments(stack.databaseUrl)).map(
        (each) => each.assignmentId,
      );
      const log = whole.slice(whole.indexOf(start.assignment.id));
      while (notices.length < log.length) {
        await keepOpen();
        await delay(20);
      }
      if (log.some((id, index) => notices[index]?.assignment.id !== id))
        throw new Error('casework tells another order than that of its log');
      return notices.map(({ cursor }) => cursor);
    },
    [Symbol.dispose]: () => connection?.cut(),
  };
}
