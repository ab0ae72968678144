import { isPortFree } from '../kit/process/free-port.ts';
import type { ServiceDefinition } from './service-definition.ts';

/** `ephemeral`: the system chooses all; otherwise ports by service name over the defaults. */
export type PortChoice = 'ephemeral' | Readonly<Record<string, number>>;

/** Port a service is to listen on; 0 lets the system choose. */
export function portFor(service: ServiceDefinition, choice: PortChoice): number {
  return choice === 'ephemeral' ? 0 : (choice[service.name] ?? service.defaultPort);
}

/** @throws Error that names every port already taken, and the setting that chooses another */
export async function assertPortsFree(
  services: readonly ServiceDefinition[],
  choice: PortChoice,
): Promise<void> {
  const wanted = services
    .map((service) => ({ service, port: portFor(service, choice) }))
    .filter(({ port }) => port !== 0);
  const checked = await Promise.all(
    wanted.map(async (each) => ({ ...each, isFree: await isPortFree(each.port) })),
  );
  const taken = checked.filter(({ isFree }) => !isFree);
  if (taken.length === 0) return;
  const lines = taken.map(
    ({ service, port }) => `  ${port} for ${service.name}: free it, or set ${service.portSetting}`,
  );
  throw new Error(`These ports are in use:\n${lines.join('\n')}`);
}
