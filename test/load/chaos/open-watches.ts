import type { Random } from '../../gateway/oracle/random.ts';
import type { Line } from '../city/connection.ts';
import type { LiveCity } from '../city/live-city.ts';
import type { Officer } from '../city/officers.ts';
import { connectBySocket } from '../city/socket-connection.ts';
import type { Watch } from './compare.ts';
import { openDashboard } from './dashboard.ts';
import { connectByStream } from './stream-connection.ts';

const QUERY = `subscription ($units: [ID!], $after: String) {
  assignmentIssued(units: $units, after: $after) {
    cursor
    assignment { id unit { name } case { registrationNumber petition { title } } }
  }
}`;

/** Whole-city views, one district's view of its own, and selections of the bureau. */
const AUDIENCES: readonly { officer: Officer; units: string[] | null }[] = [
  { officer: { id: 'bureau', role: 'CITY_BUREAU' }, units: null },
  { officer: { id: 'office', role: 'CITY_OFFICE' }, units: null },
  {
    officer: { id: 'yuechi', role: 'DISTRICT_BUREAU', unit: 'district:511621' },
    units: null,
  },
  {
    officer: { id: 'bureau', role: 'CITY_BUREAU' },
    units: ['district:511602', 'department:housing', 'department:transport'],
  },
];

/**
 * Opens dashboards, every second one over server-sent events.
 * @param start cursor from which all of them want to have seen everything
 */
export async function openWatches(
  city: LiveCity,
  start: string,
  { dashboards: count }: { dashboards: number },
  random: Random,
): Promise<Watch[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, index): Promise<Watch> => {
      const { officer, units } = AUDIENCES[(index >> 1) % AUDIENCES.length]!;
      const token = await city.token({ ...officer, id: `${officer.id}-${index}` });
      const line: Line = { url: city.url, token, query: QUERY, variables: { units } };
      const isStream = index % 2 === 1;
      const connect = isStream ? connectByStream(line) : connectBySocket(line);
      const name = `${index} ${officer.role} over ${isStream ? 'SSE' : 'WebSocket'}`;
      const watched = units ?? (officer.unit === undefined ? null : [officer.unit]);
      return {
        dashboard: openDashboard({ name, connect, start, random }),
        isConcerned: ({ unitId }) => watched === null || watched.includes(unitId),
      };
    }),
  );
}
