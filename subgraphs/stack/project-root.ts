import { resolve } from 'node:path';

/** Folder that holds subgraphs/ and gateway/; every service runs in it. */
export const PROJECT_ROOT = resolve(import.meta.dirname, '../..');
