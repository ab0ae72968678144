import { createDashboardClient } from '../client/dashboard-client.ts';
import { readExampleConfig } from './config.ts';

const config = readExampleConfig();
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** The development issuer's; a city's own identity provider takes its place. */
async function fetchToken(): Promise<string> {
  const response = await fetch(`${config.DEV_ISSUER_URL}/token?persona=${config.PERSONA}`);
  const { access_token: token } = (await response.json()) as { access_token: string };
  return token;
}

const client = createDashboardClient({ url: config.GATEWAY_URL, token: fetchToken });
client.connection.watch(() => say(`· ${client.connection.read().phase}`));
client.watchAssignments(
  {},
  {
    onEvents: (events) => {
      for (const { at, assignment } of events)
        say(`新件 ${at} ${assignment.case.registrationNumber} → ${assignment.unit?.name ?? '?'}`);
    },
  },
);
client.watchAlerts(
  { minLevel: 'OVERDUE' },
  {
    onEvents: (events) => {
      for (const { at, alert } of events)
        say(`预警 ${at} ${alert.case.registrationNumber} ${alert.level}`);
    },
  },
);
process.once('SIGINT', () => void client[Symbol.asyncDispose]());
