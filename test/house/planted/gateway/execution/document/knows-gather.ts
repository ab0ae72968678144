import { gathered } from '../gather/gathered.ts';

export const known = gathered;
