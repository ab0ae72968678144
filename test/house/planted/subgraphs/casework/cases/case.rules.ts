export { readFileSync as rule } from 'node:fs';
