import { createPortalClient } from './client/portal-client.ts';

/** The client without the page: `node clients/portal/main.ts CODE` follows a letter in a terminal. */
const [queryCode, url = 'http://127.0.0.1:4000/graphql'] = process.argv.slice(2);
if (queryCode === undefined)
  throw new Error('usage: node clients/portal/main.ts CODE [GRAPHQL_URL]');

const client = createPortalClient({ url });
const status = await client.status({ queryCode });
if (!status) throw new Error('no letter is known by this code');
console.log(`${status.registrationNumber} ${status.state}, answer due ${status.dueOn ?? 'never'}`);
const following = client.follow(
  { queryCode },
  {
    onEvent: ({ at, act, status: { state } }) => console.log(`${at} ${act} → ${state}`),
    onState: (state) => console.log(`· ${state}`),
  },
);
process.once('SIGINT', () => following.stop());
