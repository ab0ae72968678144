export { accept as findCase } from './case.commands.ts';
