import { describe, expect, it } from '@jest/globals';
import { GraphQLFloat, GraphQLInt } from 'graphql';
import { JsonSink } from '../../../../gateway/execution/response/json-sink.ts';
import { compileLeafText } from '../../../../gateway/execution/response/leaf-text.ts';

describe('a number of a subgraph', () => {
  it.each([GraphQLFloat, GraphQLInt])('too large for JSON is no %s, rather than null', (type) => {
    const sink = new JsonSink();
    const tooLarge: unknown = JSON.parse('1e999');
    expect(compileLeafText(type)(tooLarge, sink)).toBe(false);
    expect(sink.copy().toString()).toBe('');
  });
});
