export { findCase as rule } from './case.store.ts';
