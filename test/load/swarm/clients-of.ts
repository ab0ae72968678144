import type { LiveCity } from '../city/live-city.ts';
import type { ClientOrder } from './orders.ts';

const CLIENTS_PER_OFFICER = 50;

/** Clients of many officers of one bureau, who may all see the same. */
export async function clientsOf(
  city: LiveCity,
  count: number,
  after: string,
): Promise<ClientOrder[]> {
  const officers = Math.ceil(count / CLIENTS_PER_OFFICER);
  const tokens = await Promise.all(
    Array.from({ length: officers }, (_, index) =>
      city.token({ id: `officer-${index}`, role: 'CITY_BUREAU' }),
    ),
  );
  return Array.from({ length: count }, (_, index) => ({
    token: tokens[index % officers]!,
    variables: {},
    after,
  }));
}
