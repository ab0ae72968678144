import { open, type FileHandle } from 'node:fs/promises';

/** A file of one JSON object a line; what was appended survives kill -9 and loss of power. */
export interface Journal<Entry> extends AsyncDisposable {
  /** Resolves once it is on the disk. @throws the disk's error; nothing more is taken after one */
  append(entry: Entry): Promise<void>;
}

interface Waiting {
  line: string;
  done: PromiseWithResolvers<undefined>;
}

/** One process at a time may hold the file. @param onEntry told each entry that is there already, in order */
export async function openJournal<Entry>(
  file: string,
  onEntry: (entry: Entry) => void,
): Promise<Journal<Entry>> {
  const handle = await open(file, 'a+', 0o600);
  await replay(handle, (line) => onEntry(JSON.parse(line) as Entry));
  let waiting: Waiting[] = [];
  let writing: Promise<void> | null = null;
  let failure: Error | null = null;

  /** Those who come while the disk is busy share the next flush. */
  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        if (failure !== null) throw failure;
        await handle.appendFile(batch.map(({ line }) => line).join(''));
        await handle.datasync();
        for (const { done } of batch) done.resolve(undefined);
      } catch (error) {
        // Half a line may stand there now: only a new start, which cuts it off, may write again.
        failure = error as Error;
        for (const { done } of batch) done.reject(error);
      }
    }
    writing = null;
  }

  return {
    append: (entry) => {
      if (failure !== null) return Promise.reject(failure);
      const done = Promise.withResolvers<undefined>();
      waiting.push({ line: `${JSON.stringify(entry)}\n`, done });
      writing ??= writeAll();
      return done.promise;
    },
    [Symbol.asyncDispose]: async () => {
      await writing;
      await handle.close();
    },
  };
}

/** A line without its end was never acknowledged: the process died while it wrote. */
async function replay(handle: FileHandle, onLine: (line: string) => void): Promise<void> {
  const content = await handle.readFile();
  const end = content.lastIndexOf('\n') + 1;
  await handle.truncate(end);
  for (const line of content.subarray(0, end).toString().split('\n')) if (line) onLine(line);
}
