import { describe, expect, it } from '@jest/globals';
import { composeCity } from '../../../schema/build/compose.ts';
import { readSubgraphSdl, type SubgraphName } from '../../../schema/sdl.ts';

function withMayor(change: (sdl: string) => string): (name: SubgraphName) => string {
  return (name) => (name === 'mayor' ? change(readSubgraphSdl(name)) : readSubgraphSdl(name));
}

describe('composition of the city', () => {
  it('keeps what only the subgraphs tell each other out of the public API', () => {
    const { supergraphSdl, apiSdl } = composeCity();
    expect(supergraphSdl).toContain('handlingUnits: [ID!] @inaccessible');
    expect(apiSdl).not.toContain('handlingUnits: [ID!]\n');
    expect(apiSdl).not.toContain('@inaccessible');
  });

  it('fails where two subgraphs resolve a field that is not shareable', () => {
    const broken = withMayor((sdl) => sdl.replace('type PageInfo @shareable', 'type PageInfo'));
    expect(() => composeCity(broken)).toThrow(/PageInfo/);
  });

  it('fails on a hint that is not meant, such as a description that differs', () => {
    const drifted = withMayor((sdl) => sdl.replace('"An instant, ISO 8601', '"A moment, ISO 8601'));
    expect(() => composeCity(drifted)).toThrow(/INCONSISTENT_DESCRIPTION/);
  });

  it('fails where something of the public API has no description', () => {
    const bare = withMayor((sdl) => sdl.replace(/type Leader [^{]*\{/, '$&\n  unheardOf: Int'));
    expect(() => composeCity(bare)).toThrow(/Leader\.unheardOf has no description/);
  });
});
