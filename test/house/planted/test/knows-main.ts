export { started } from '../subgraphs/mayor/main.ts';
