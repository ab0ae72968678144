import { parse } from 'graphql';
import { must } from './case.ts';
import { nobody } from './people.ts';
import { type Trial, valueAt } from './trial.ts';

/** The SDL a system serves. @throws Unmet where there is none that can be parsed */
export async function readServedSdl(trial: Pick<Trial, 'ask'>): Promise<string> {
  const answer = await trial.ask(nobody, '{ _service { sdl } }');
  const sdl: unknown = valueAt(answer, '_service', 'sdl');
  must(typeof sdl === 'string', `没有 _service.sdl：${answer.text.slice(0, 300)}`);
  try {
    parse(sdl);
  } catch (error) {
    must(false, `SDL 不能解析：${Error.isError(error) ? error.message : ''}`);
  }
  return sdl;
}
