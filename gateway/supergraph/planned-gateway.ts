import { ApolloGateway } from '@apollo/gateway';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from '../../subgraphs/kit/process/log.ts';
import type { Caller } from '../auth/caller.ts';
import type { Executor } from '../execution/execute-operation.ts';
import { planOperation } from '../execution/plan.ts';
import { vendorLog } from '../telemetry/vendor-log.ts';
import { createGeneration, type Generation } from './generation.ts';
import type { Subgraphs } from './subgraphs.ts';

interface PlannedGatewayDeps {
  supergraphSdl: string;
  executor: Executor;
  subgraphs: Subgraphs;
  log: Logger;
}

/**
 * ApolloGateway for loading and swapping the supergraph; execution is our own. Its config has no
 * polling and no vendor's key, so it keeps no timer and makes no call.
 */
export class PlannedGateway extends ApolloGateway {
  readonly #generations = new WeakMap<GraphQLSchema, Generation>();
  readonly #operations: Executor;
  #current: Generation | null = null;

  constructor(deps: PlannedGatewayDeps) {
    super({
      supergraphSdl: deps.supergraphSdl,
      buildService: ({ name, url }) =>
        deps.subgraphs.open(url === undefined ? { name } : { name, url }),
      logger: vendorLog(deps.log),
    });
    this.#operations = deps.executor;
    this.onSchemaLoadOrUpdate(({ apiSchema, coreSupergraphSdl }) => {
      this.#current = createGeneration(apiSchema, coreSupergraphSdl);
      this.#generations.set(apiSchema, this.#current);
    });
  }

  /** @throws Error before the supergraph is loaded */
  current(): Generation {
    if (!this.#current) throw new Error('the supergraph is not loaded yet');
    return this.#current;
  }

  override executor: ApolloGateway['executor'] = async (request) => {
    // the schema that validated the document, which a reload may have replaced since
    const generation = this.#generations.get(request.schema) ?? this.current();
    const planned = planOperation(
      generation,
      request.document,
      request.request.operationName ?? null,
    );
    if ('error' in planned) return { errors: [planned.error] };
    return this.#operations.execute(planned, {
      variables: request.request.variables ?? {},
      caller: request.context.caller as Caller,
    });
  };
}
