export { peer } from './no-such-file.ts';
