import { describe, expect, it } from '@jest/globals';
import { JsonSink } from '../../../../gateway/execution/response/json-sink.ts';

const written = (text: string): string => {
  const sink = new JsonSink();
  sink.string(text);
  return sink.copy().toString();
};

const LONG = 'more than a loop would write '.repeat(3);

describe('JSON as bytes', () => {
  it.each([
    ['nothing', ''],
    ['ASCII', 'plain'],
    ['Latin letters of two bytes', 'é\u0080\u07ff'],
    ['Chinese, of three bytes', '市长信箱\uffff'],
    ['quotes and backslashes', 'a "b" \\ c'],
    ['control characters', 'line\nline\u0000\u001f\u007f'],
    ['a pair of surrogates', '😀'],
    ['half a pair', 'x\ud83d'],
    ['the other half', '\ude00x'],
  ])('%s is written as JSON.stringify has it, be it short or long', (_name, text) => {
    for (const each of [text, LONG + text, text + LONG])
      expect(written(each)).toBe(JSON.stringify(each));
  });

  it('keeps what it has when it needs more memory', () => {
    const sink = new JsonSink();
    const long = '信'.repeat(100_000);
    sink.ascii('[');
    sink.string('first');
    sink.ascii(',');
    sink.string(long);
    sink.ascii(']');
    expect(JSON.parse(sink.copy().toString())).toEqual(['first', long]);
  });

  it('a copy stays as it is when the next text is written', () => {
    const sink = new JsonSink();
    sink.string('one');
    const one = sink.copy();
    sink.clear();
    sink.string('two');
    expect([one.toString(), sink.copy().toString()]).toEqual(['"one"', '"two"']);
  });

  it('begins anew after a text that was too long to keep room for', () => {
    const sink = new JsonSink();
    sink.string('x'.repeat(2_000_000));
    sink.clear();
    sink.json('{"名":1}');
    expect(sink.copy().toString()).toBe('{"名":1}');
  });
});
