export { parse as clock } from 'graphql';
