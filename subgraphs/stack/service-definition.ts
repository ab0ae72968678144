import type { Secrets } from './secrets.ts';

/** What a service's environment is made from. */
export interface StackContext {
  databaseUrl: string;
  /** Absolute folder of the profile. */
  profileDir: string;
  secrets: Secrets;
  /** Base URL of a service of an earlier stage. */
  urlOf: (name: string) => string;
}

/** One process of the stack. */
export interface ServiceDefinition {
  name: string;
  /** File to run, from the project's root. */
  entry: string;
  /** Flags of Node for it, besides those of the surroundings' NODE_OPTIONS. */
  nodeFlags?: readonly string[];
  /** Where it listens unless told otherwise. */
  defaultPort: number;
  /** Variable by which a user chooses another port. */
  portSetting: string;
  /** Its own variables, besides PORT and LOG_LEVEL. */
  env: (context: StackContext) => Record<string, string>;
  /** Variables of the operator's surroundings that go to it and to nobody else, where set. */
  operatorSettings?: readonly string[];
}

/** Services that start together; a stage starts when the one before it serves. */
export type Stage = readonly ServiceDefinition[];
