export { findCase as row } from './case.store.ts';
