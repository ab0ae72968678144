export { clock as leader } from '../../kit/clock.ts';
