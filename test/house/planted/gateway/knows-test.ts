export { fixture } from '../test/support/fixture.ts';
