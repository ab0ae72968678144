import { describe, expect, it } from '@jest/globals';
import { readStackConfig } from '../../../subgraphs/stack/config.ts';
import { PROJECT_ROOT } from '../../../subgraphs/stack/project-root.ts';

function chosen(env: NodeJS.ProcessEnv): { profile: string; data: string } {
  const { profileDir, dataDir } = readStackConfig([], env);
  const short = (path: string): string => path.replace(PROJECT_ROOT, '').replace(/^\//, '');
  return { profile: short(profileDir), data: short(dataDir) };
}

describe('PROFILE chooses the city', () => {
  it.each([
    ['nothing', {}, 'subgraphs/profiles/guangan', '.data'],
    ['a name', { PROFILE: 'hangzhou' }, 'subgraphs/profiles/hangzhou', '.data/cities/hangzhou'],
    ['a path', { PROFILE: './deploy/our-city' }, 'deploy/our-city', '.data/cities/our-city'],
    [
      'a path to the default',
      { PROFILE: 'subgraphs/profiles/guangan' },
      'subgraphs/profiles/guangan',
      '.data',
    ],
    ['a place of its own', { DATA_DIR: 'here' }, 'subgraphs/profiles/guangan', 'here'],
  ])('by %s', (_how, env, profile, data) => {
    expect(chosen(env)).toEqual({ profile, data });
  });

  it('refuses a name that there is not, and lists those there are', () => {
    expect(() => chosen({ PROFILE: 'chengdu' })).toThrow(
      'PROFILE: expected one of guangan, hangzhou, hebei, national, wuxi, or the path of a folder, came chengdu',
    );
    expect(() => chosen({ PROFILE: 'policies' })).toThrow('came policies');
  });
});
