import { AsyncLocalStorage } from 'node:async_hooks';

/** The id of the HTTP request being served, for hooks that are not told which one it is. */
export const requestScope = new AsyncLocalStorage<string>();
