import type { Caller } from '../../auth/caller.ts';

/** Work under way that whoever wants the same may wait for. */
export interface Flights<T> {
  /**
   * @param start begins the work; its signal is aborted when nobody waits any more
   * @param take gives each who waits a result of its own; told whether it is the last one
   */
  join: (
    key: string,
    client: AbortSignal | undefined,
    start: (signal: AbortSignal) => Promise<T>,
    take?: (result: T, isLast: boolean) => T,
  ) => Promise<T>;
}

interface Flight<T> {
  result: Promise<T>;
  waiting: number;
  takers: number;
  controller: AbortController;
}

/**
 * Where a flight is found. A Map in which keys come and go outgrows table after table, and the
 * collector of young objects keeps what hangs on an old one: it must find empty slots there.
 */
interface Slot<T> {
  flight: Flight<T> | null;
}

export function createFlights<T>(): Flights<T> {
  const slots = new Map<string, Slot<T>>();
  const close = (key: string, flight: Flight<T>): void => {
    const slot = slots.get(key);
    if (slot?.flight !== flight) return;
    slot.flight = null;
    slots.delete(key);
  };
  const open = (key: string, start: (signal: AbortSignal) => Promise<T>): Flight<T> => {
    const controller = new AbortController();
    const flight = { result: start(controller.signal), waiting: 0, takers: 0, controller };
    slots.set(key, { flight });
    const end = (): void => close(key, flight);
    // whoever waits hears of a failure; here it only ends the flight
    flight.result.then(end, end);
    return flight;
  };
  return {
    join: (key, client, start, take = (result) => result) => {
      const flight = slots.get(key)?.flight ?? open(key, start);
      flight.waiting += 1;
      flight.takers += 1;
      const leave = (): void => {
        flight.waiting -= 1;
        if (flight.waiting > 0) return;
        close(key, flight);
        flight.controller.abort();
      };
      client?.addEventListener('abort', leave, { once: true });
      return flight.result
        .then((result) => {
          flight.takers -= 1;
          return take(result, flight.takers === 0);
        })
        .finally(() => client?.removeEventListener('abort', leave));
    },
  };
}

/**
 * All that a subgraph may decide an answer by; only between equals may one be shared. Who comes from
 * where is merely counted.
 */
export function authorityOf(caller: Caller): string {
  const { requestId: _id, signal: _signal, client: _client, countWork: _count, ...told } = caller;
  return JSON.stringify(told);
}
