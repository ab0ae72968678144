import type { ServiceDefinition, Stage } from '../../../subgraphs/stack/service-definition.ts';

/** A service of the test that reports the environment it was given. */
export function fakeService(
  name: string,
  env: ServiceDefinition['env'] = () => ({}),
): ServiceDefinition {
  const entry = 'test/subgraphs/stack/fake-service.ts';
  const portSetting = `${name.toUpperCase().replace('-', '_')}_PORT`;
  return { name, entry, defaultPort: 0, portSetting, env };
}

/** Three stages, as the real system has them. */
export const FAKE_SERVICES: readonly Stage[] = [
  [fakeService('casework', ({ databaseUrl }) => ({ DATABASE_URL: databaseUrl }))],
  [
    fakeService('mayor', ({ urlOf }) => ({ CASEWORK_URL: urlOf('casework') })),
    fakeService('dev-issuer'),
  ],
  [fakeService('gateway', ({ urlOf }) => ({ MAYOR_URL: urlOf('mayor') }))],
];
