import type { LoggedEvent } from './event-position.ts';
import type { EventStream } from './event-reader.ts';

/** A stream as GraphQL wants it: each event under the name of the subscribed field. */
export type FieldStream<Field extends string> = AsyncIterableIterator<Record<Field, LoggedEvent>>;

/** Both are asked before each event is given on; what they throw ends the stream. */
interface Rights {
  check?: () => Promise<unknown>;
  /** An event of which this is not true is left out. */
  mayTell?: (event: LoggedEvent) => Promise<boolean>;
}

export function underField<Field extends string>(
  field: Field,
  stream: EventStream,
  { check, mayTell }: Rights = {},
): FieldStream<Field> {
  type Step = IteratorResult<Record<Field, LoggedEvent>, undefined>;
  const wrap = ({ done, value }: IteratorResult<LoggedEvent, undefined>): Step =>
    done
      ? { done, value: undefined }
      : { done: false, value: { [field]: value } as Record<Field, LoggedEvent> };
  const isLeftOut = async (event: LoggedEvent): Promise<boolean> => {
    await check?.();
    return mayTell !== undefined && !(await mayTell(event));
  };
  const nextTold = async (): Promise<IteratorResult<LoggedEvent, undefined>> => {
    for (;;) {
      const step = await stream.next();
      if (step.done || !(await isLeftOut(step.value))) return step;
    }
  };
  const wrapped: FieldStream<Field> = {
    [Symbol.asyncIterator]: () => wrapped,
    next: async () => wrap(await nextTold().catch((refusal: unknown) => stream.throw(refusal))),
    return: async () => wrap(await stream.return()),
    throw: async (error) => wrap(await stream.throw(error)),
  };
  return wrapped;
}
