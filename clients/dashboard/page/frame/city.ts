import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { ConnectionState } from '../../client/connection-state.ts';
import type { DashboardClient } from '../../client/dashboard-client.ts';
import { UnitsDocument } from '../../generated/operations.ts';

interface NamedUnit {
  id: string;
  name: string;
}

/** What every page of a signed-in officer has. */
export interface City {
  client: DashboardClient;
  /** Whose tokens name one; null for offices of the city. */
  ownUnit: string | null;
  account: string;
  units: { districts: readonly NamedUnit[]; departments: readonly NamedUnit[] };
}

export const CityContext = createContext<City | null>(null);

export function useCity(): City {
  const city = useContext(CityContext);
  if (!city) throw new Error('expected to be within a city');
  return city;
}

export function useConnection(client: DashboardClient): ConnectionState {
  return useSyncExternalStore(client.connection.watch, client.connection.read);
}

/** The server's time, every so often; counting down needs no more. */
export function useNow(client: DashboardClient, everyMs: number): number {
  const [now, setNow] = useState(() => client.clock.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(client.clock.now()), everyMs);
    return () => clearInterval(timer);
  }, [client, everyMs]);
  return now;
}

const NOBODY: City['units'] = { districts: [], departments: [] };

/** Names to choose from; none until they are here. */
export function useUnits(client: DashboardClient): City['units'] {
  const [units, setUnits] = useState(NOBODY);
  useEffect(() => {
    let isGone = false;
    client.ask(UnitsDocument, {}).then(
      ({ data }) => {
        if (!isGone) setUnits(data);
      },
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [client]);
  return units;
}

/** Options of a select of units, districts first. */
export function unitOptions({ districts, departments }: City['units']): {
  label: string;
  options: { value: string; label: string }[];
}[] {
  const toOptions = (units: readonly NamedUnit[]): { value: string; label: string }[] =>
    units.map(({ id, name }) => ({ value: id, label: name }));
  return [
    { label: '区市县', options: toOptions(districts) },
    { label: '市级部门', options: toOptions(departments) },
  ];
}
