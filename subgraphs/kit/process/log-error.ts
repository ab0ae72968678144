/** What a log may hold of an error. */
interface LoggedError {
  type: string;
  message: string;
  code?: string;
  stack?: string;
}

/** The database repeats the failing row in its details, and with it whatever a citizen wrote. */
const DETAIL = /\n - detail:[\s\S]*$/;
const FRAME = /^ {4}at .*:\d+:\d+\)?$/;

/** Serialises an error for the log: type, message, code and frames, never the data it failed on. */
export function logError(error: unknown): LoggedError {
  if (!Error.isError(error)) return { type: typeof error, message: 'not an error' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const frames = error.stack?.split('\n').filter((line) => FRAME.test(line));
  return {
    type: error.constructor.name,
    message: error.message.replace(DETAIL, ''),
    ...(code !== undefined && { code }),
    ...(frames && { stack: frames.join('\n') }),
  };
}
