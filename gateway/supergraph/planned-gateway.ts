import type { Supergraph } from '@apollo/federation-internals';
import { ApolloGateway } from '@apollo/gateway';
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import type { Logger } from '../../subgraphs/kit/process/log.ts';
import type { Caller } from '../auth/caller.ts';
import { planPermitted } from '../authorization/plan-permitted.ts';
import type { Answer } from '../execution/compile-operation.ts';
import type { Executor } from '../execution/execute-operation.ts';
import { vendorLog } from '../telemetry/vendor-log.ts';
import {
  prepareBetweenRequests,
  prepareGeneration,
  type Generation,
  type GenerationDeps,
  type PreparedGeneration,
} from './generation.ts';

/** An operation that passed its limits, valid by the generation's schema. */
export interface AdmittedRequest {
  generation: Generation;
  caller: Caller;
  document: DocumentNode;
  operationName: string | null;
  variables: Record<string, unknown>;
}

interface PlannedGatewayDeps extends GenerationDeps {
  supergraphSdl: string;
  executor: Executor;
  log: Logger;
}

/**
 * ApolloGateway for loading and swapping the supergraph; execution is our own. Its config has no
 * polling and no vendor's key, so it keeps no timer and makes no call.
 */
export class PlannedGateway extends ApolloGateway {
  readonly #operations: Executor;
  readonly #generationDeps: GenerationDeps;
  /** Outlives what a subgraph was part of, for subscriptions that resume. */
  readonly #lastUrls = new Map<string, string>();
  #replaceSdl: ((supergraphSdl: string) => void) | null = null;
  #prepared: PreparedGeneration | null = null;
  #current: { generation: Generation; held: Disposable } | null = null;

  constructor(deps: PlannedGatewayDeps) {
    super({
      supergraphSdl: ({ update }) => {
        this.#replaceSdl = update;
        this.#prepared = prepareGeneration(deps.supergraphSdl, deps);
        return Promise.resolve({ supergraphSdl: deps.supergraphSdl });
      },
      // operations reach subgraphs through their generation
      buildService: () => ({ process: () => Promise.resolve({}) }),
      logger: vendorLog(deps.log),
    });
    this.#operations = deps.executor;
    this.#generationDeps = deps;
    useBuilt(this, () => this.#prepared?.supergraph);
    this.onSchemaLoadOrUpdate(({ apiSchema }) => this.#install(apiSchema));
  }

  /** @throws Error before the supergraph is loaded */
  current(): Generation {
    if (!this.#current) throw new Error('the supergraph is not loaded yet');
    return this.#current.generation;
  }

  /**
   * Where the subgraph is now, or was last.
   * @throws Error for an unknown name
   */
  urlOf(subgraph: string): string {
    const url = this.#lastUrls.get(subgraph);
    if (url === undefined) throw new Error(`no subgraph is named "${subgraph}"`);
    return url;
  }

  /**
   * Serves what comes from now on by another supergraph; what is under way ends by its own.
   * @param supergraphSdl was checked before
   * @throws Error where it cannot be served; then nothing has changed
   */
  async replace(supergraphSdl: string): Promise<void> {
    // ApolloGateway swallows what its listeners throw, so all that can fail comes before
    const prepared = await prepareBetweenRequests(supergraphSdl, this.#generationDeps);
    if (prepared.hash === this.current().hash) return;
    this.#prepared = prepared;
    this.#replaceSdl?.(supergraphSdl);
  }

  override executor: ApolloGateway['executor'] = async (request) => {
    // the one that validated the document, which a reload may have replaced since
    return this.run({
      generation: request.context.generation as Generation,
      caller: request.context.caller as Caller,
      document: request.document,
      operationName: request.request.operationName ?? null,
      variables: request.request.variables ?? {},
    });
  };

  /** Plans and executes what was admitted. */
  async run(admitted: AdmittedRequest): Promise<ExecutionResult> {
    const planned = planAdmitted(admitted);
    if ('errors' in planned) return planned;
    const { variables, caller } = admitted;
    return this.#operations.execute(planned, { variables, caller });
  }

  /** The same, written at once where there is no error to tell. */
  async answer(admitted: AdmittedRequest): Promise<Answer> {
    const planned = planAdmitted(admitted);
    if ('errors' in planned) return planned;
    const { variables, caller } = admitted;
    return this.#operations.answer(planned, { variables, caller });
  }

  #install(apiSchema: GraphQLSchema): void {
    if (!this.#prepared) return;
    const generation: Generation = { ...this.#prepared, apiSchema };
    const previous = this.#current;
    for (const { name, url } of generation.sources.places) this.#lastUrls.set(name, url);
    this.#current = { generation, held: generation.sources.hold() };
    previous?.held[Symbol.dispose]();
  }
}

function planAdmitted({ generation, document, caller, operationName, variables }: AdmittedRequest) {
  const { countWork } = caller;
  return planPermitted(generation, document, { operationName, variables, countWork }, caller);
}

/**
 * ApolloGateway would build the same supergraph once more, in one long stretch during which no
 * request is served, and by a list of features that lacks those for security. Where a release of
 * it names the method otherwise, it does just that.
 */
function useBuilt(gateway: ApolloGateway, built: () => Supergraph | undefined): void {
  const build = (supergraphSdl: string) => ({ supergraph: built(), supergraphSdl });
  Object.assign(gateway, { createSchemaFromSupergraphSdl: build });
}
