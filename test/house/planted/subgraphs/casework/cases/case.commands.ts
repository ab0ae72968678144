export { resolvers as accept } from './case.resolvers.ts';
