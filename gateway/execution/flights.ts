import type { Caller } from '../auth/caller.ts';

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

export function createFlights<T>(): Flights<T> {
  const flights = new Map<string, Flight<T>>();
  const open = (key: string, start: (signal: AbortSignal) => Promise<T>): Flight<T> => {
    const controller = new AbortController();
    const flight = { result: start(controller.signal), waiting: 0, takers: 0, controller };
    flights.set(key, flight);
    const close = (): void => {
      if (flights.get(key) === flight) flights.delete(key);
    };
    // whoever waits hears of a failure; here it only ends the flight
    flight.result.then(close, close);
    return flight;
  };
  return {
    join: (key, client, start, take = (result) => result) => {
      const flight = flights.get(key) ?? open(key, start);
      flight.waiting += 1;
      flight.takers += 1;
      const leave = (): void => {
        flight.waiting -= 1;
        if (flight.waiting > 0) return;
        if (flights.get(key) === flight) flights.delete(key);
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
  const { requestId: _id, signal: _signal, client: _client, ...told } = caller;
  return JSON.stringify(told);
}
