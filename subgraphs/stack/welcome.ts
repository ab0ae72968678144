import type { Persona } from '../kit/profile/profile.ts';
import { withoutSecret } from './console-report.ts';
import type { Stack } from './stack.ts';

/** What a newcomer needs once everything runs: addresses, people to be, and a first query. */
export function describeStack(
  stack: Stack,
  city: { name: string; personas: readonly Persona[] },
  dataDir: string,
): string {
  const gateway = stack.url('gateway');
  const issuer = stack.url('dev-issuer');
  const addresses = [
    ['Portal, for citizens', `${gateway}/portal`],
    ['Dashboard, for staff', `${gateway}/dashboard`],
    ['GraphiQL', `${gateway}/graphiql`],
    ['GraphQL, HTTP', `${gateway}/graphql`],
    ['GraphQL, WebSocket', `${gateway.replace(/^http/, 'ws')}/graphql`],
    ['Health', `${gateway}/health`],
    ['Development issuer', issuer],
    ['Database', withoutSecret(stack.databaseUrl)],
    ['Logs and data', dataDir],
  ];
  const personas = city.personas.map(({ id, role, unit, label }) => [id, role, unit ?? '', label]);
  return [
    '',
    `Petition Graph · ${city.name}`,
    '',
    ...toColumns(addresses),
    '',
    'People to sign in as (development only):',
    ...toColumns(personas),
    '',
    'A token, and a query with it:',
    ...indent(firstQuery(gateway, issuer)),
    '',
    'A subscription, to paste into GraphiQL as city-bureau:',
    ...indent(FIRST_SUBSCRIPTION),
    '',
    'Ctrl-C stops everything.',
    '',
  ].join('\n');
}

const FIRST_SUBSCRIPTION = `subscription {
  assignmentIssued { cursor at assignment { id unit { name } case { registrationNumber } } }
}`;

function firstQuery(gateway: string, issuer: string): string {
  return `TOKEN=$(curl -s '${issuer}/token?persona=city-bureau&format=text')
curl -s ${gateway}/graphql -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \\
  -d '{"query":"{ departments { name } cases(first: 5) { totalCount edges { node { registrationNumber state } } } }"}'`;
}

function toColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  return rows.map((row) =>
    `  ${row.map((cell, column) => pad(cell, widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
}

function pad(cell: string, width: number): string {
  return cell + ' '.repeat(width - widthOf(cell));
}

/** Terminals show a Chinese character two columns wide. */
function widthOf(text: string): number {
  return text.length + (text.match(/\p{Script=Han}/gu)?.length ?? 0);
}

function indent(text: string): string[] {
  return text.split('\n').map((line) => `  ${line}`);
}
