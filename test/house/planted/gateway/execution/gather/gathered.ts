export const gathered = 1;
