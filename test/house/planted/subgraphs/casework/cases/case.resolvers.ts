export { findCase as resolvers } from './case.store.ts';
