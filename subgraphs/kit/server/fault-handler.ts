import type { ErrorRequestHandler } from 'express';
import { codedError } from '../errors.ts';
import type { Logger } from '../process/log.ts';

/**
 * Answers a request that never came to GraphQL: no JSON, or too much of it. Without it Express writes
 * the error to standard error, and with it the body, which is somebody's letter.
 */
export function createFaultHandler(log: Logger): ErrorRequestHandler {
  // Express knows it as an error handler by its four parameters.
  return (error: { status?: unknown }, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const { status } = error;
    if (typeof status === 'number' && status >= 400 && status < 500) {
      const expected = status === 413 ? 'a smaller body' : 'a JSON body';
      const refusal = codedError('BAD_USER_INPUT', `Expected ${expected}.`);
      response.status(status).json({ errors: [refusal] });
      return;
    }
    log.error({ err: error }, 'unexpected error');
    const fault = codedError('INTERNAL_SERVER_ERROR', 'Something went wrong on our side.');
    response.status(500).json({ errors: [fault] });
  };
}
