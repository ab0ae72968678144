import { leader } from './leaders/leader.ts';

export const started = leader;
