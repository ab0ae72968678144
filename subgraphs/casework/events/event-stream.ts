import type { LoggedEvent } from './event-position.ts';
import type { EventStream } from './event-reader.ts';

/** A stream as GraphQL wants it: each event under the name of the subscribed field. */
export type FieldStream<Field extends string> = AsyncIterableIterator<Record<Field, LoggedEvent>>;

/** @param check asked before each event is given on; what it throws ends the stream */
export function underField<Field extends string>(
  field: Field,
  stream: EventStream,
  check: () => Promise<unknown> = () => Promise.resolve(),
): FieldStream<Field> {
  type Step = IteratorResult<Record<Field, LoggedEvent>, undefined>;
  const wrap = ({ done, value }: IteratorResult<LoggedEvent, undefined>): Step =>
    done
      ? { done, value: undefined }
      : { done: false, value: { [field]: value } as Record<Field, LoggedEvent> };
  const wrapped: FieldStream<Field> = {
    [Symbol.asyncIterator]: () => wrapped,
    next: async () => {
      const step = await stream.next();
      if (!step.done) await check().catch((refusal: unknown) => stream.throw(refusal));
      return wrap(step);
    },
    return: async () => wrap(await stream.return()),
    throw: async (error) => wrap(await stream.throw(error)),
  };
  return wrapped;
}
