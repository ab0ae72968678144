export { parse as fixture } from 'graphql';
