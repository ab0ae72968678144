import { spawn } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import express from 'express';
import { until } from '../../gateway/support/until.ts';
import { startLiveCity } from './support/live-city.ts';

describe("the client's example", () => {
  it('tells new assignments line by line, through a lost connection, until it is interrupted', async () => {
    const issuer = express.Router();
    issuer.get('/token', ({ url }, response) => {
      response.json({ access_token: `token of ${url}` });
    });
    await using city = await startLiveCity({ pages: issuer });
    city.issue(1);
    const example = spawn(process.execPath, ['clients/dashboard/example/main.ts'], {
      env: { ...process.env, GATEWAY_URL: `${city.url}/graphql`, DEV_ISSUER_URL: city.url },
    });
    try {
      let said = '';
      example.stdout.on('data', (text) => (said += String(text)));
      await until('the first line', () => said.includes('GA-2026-000001'));
      city.cut(1001);
      city.issue(1);
      await until('the second line', () => said.includes('GA-2026-000002 → 邻水县'));
      expect(said.match(/新件/g)).toHaveLength(2);
      expect(city.tokens()[0]).toBe('Bearer token of /token?persona=city-bureau');
      example.kill('SIGINT');
      await until('the end', () => example.exitCode !== null);
      expect(example.exitCode).toBe(0);
    } finally {
      example.kill('SIGKILL');
    }
  });
});
