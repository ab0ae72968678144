export { Pool as rule } from 'pg';
