import type { Executor } from '../execution/execute-operation.ts';
import { withheldOf } from './plan-permitted.ts';
import { tellWithheld } from './tell-withheld.ts';

/** Tells in each answer and event what was withheld from it. */
export function tellingWithheld(executor: Executor): Executor {
  const execute: Executor['execute'] = async (planned, request) => {
    const result = await executor.execute(planned, request);
    const withheld = withheldOf(planned);
    return withheld ? tellWithheld(withheld, request.variables, result) : result;
  };
  return {
    execute,
    answer: (planned, request) =>
      withheldOf(planned) ? execute(planned, request) : executor.answer(planned, request),
    join: async (planned, request, event) => {
      const result = await executor.join(planned, request, event);
      const withheld = withheldOf(planned);
      return withheld ? tellWithheld(withheld, request.variables, result) : result;
    },
  };
}
