export { clock } from '../subgraphs/kit/clock.ts';
