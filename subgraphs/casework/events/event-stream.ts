import type { LoggedEvent } from './event-position.ts';
import type { EventStream } from './event-reader.ts';

/** A stream as GraphQL wants it: each event under the name of the subscribed field. */
export type FieldStream<Field extends string> = AsyncIterableIterator<Record<Field, LoggedEvent>>;

/**
 * @param isShown asked before each event is given on: one that is not is left out, what it throws ends
 *   the stream
 */
export function underField<Field extends string>(
  field: Field,
  stream: EventStream,
  isShown: (event: LoggedEvent) => Promise<boolean> = () => Promise.resolve(true),
): FieldStream<Field> {
  type Step = IteratorResult<Record<Field, LoggedEvent>, undefined>;
  const wrap = ({ done, value }: IteratorResult<LoggedEvent, undefined>): Step =>
    done
      ? { done, value: undefined }
      : { done: false, value: { [field]: value } as Record<Field, LoggedEvent> };
  const wrapped: FieldStream<Field> = {
    [Symbol.asyncIterator]: () => wrapped,
    next: async () => {
      for (;;) {
        const step = await stream.next();
        if (step.done) return wrap(step);
        const shown = isShown(step.value).catch((refusal: unknown) => stream.throw(refusal));
        if (await shown) return wrap(step);
      }
    },
    return: async () => wrap(await stream.return()),
    throw: async (error) => wrap(await stream.throw(error)),
  };
  return wrapped;
}
