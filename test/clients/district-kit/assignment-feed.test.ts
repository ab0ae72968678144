import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { createAssignmentFeed } from '../../../clients/district-kit/check/assignment-feed.ts';
import { listen } from '../../../subgraphs/kit/http/listen.ts';
import { until } from '../../gateway/support/until.ts';

const SUBSCRIPTION = 'subscription { assignmentIssued { cursor } }';

describe('R13 the event stream of the district check', () => {
  it('ends a line behind what it told, so that a system may be asked for the last cursor', async () => {
    const feed = createAssignmentFeed(await readFile('schema/api.graphql', 'utf8'));
    const server = createServer((request, response) => void feed.serve(request, response));
    const url = await listen(server, 0, '127.0.0.1');
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: SUBSCRIPTION }),
    });
    const told = feed.issue();
    await until('the event', () => feed.told.includes(told));
    feed.setClosed(true);
    const missed = feed.issue();
    const text = await response.text();
    expect(text).toContain(`id: ${told}\n`);
    expect(text).not.toContain(`id: ${missed}\n`);
    expect(feed.told).toEqual([told]);
    server.close();
    server.closeAllConnections();
  });
});
