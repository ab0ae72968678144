import { describe, expect, it } from '@jest/globals';
import { peerEndpointsSetting } from '../../../subgraphs/national/interconnect/peer-settings.ts';

const SHANDONG = { url: 'https://sd.example/api/', token: 'very-secret' };

describe('R38 PEER_ENDPOINTS', () => {
  it('says where peers are, and is none where it is absent', () => {
    expect(peerEndpointsSetting.parse(undefined)).toEqual({});
    expect(peerEndpointsSetting.parse(JSON.stringify({ '37': SHANDONG }))).toEqual({
      '37': { url: 'https://sd.example/api', token: 'very-secret' },
    });
  });

  it.each([
    ['no JSON', '{"37": very-secret'],
    ['another code', JSON.stringify({ shandong: SHANDONG })],
    ['another protocol', JSON.stringify({ '37': { ...SHANDONG, url: 'ftp://very-secret' } })],
    ['no token', JSON.stringify({ '37': { url: SHANDONG.url, token: '' } })],
    ['a key that it does not know', JSON.stringify({ '37': { ...SHANDONG, pin: 'very-secret' } })],
  ])('is refused with %s, without being repeated', (_fault, text) => {
    const { error } = peerEndpointsSetting.safeParse(text);
    expect(error?.issues).toHaveLength(1);
    expect(JSON.stringify(error)).not.toContain('very-secret');
  });
});
