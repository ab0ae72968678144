export { leader } from '../mayor/leaders/leader.ts';
