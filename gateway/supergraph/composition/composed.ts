/** What one subgraph contributes to a composition. */
export interface SubgraphSdl {
  name: string;
  url: string;
  sdl: string;
}

/** Why something cannot be served; the code is Apollo's or one of this folder's. */
export interface Fault {
  code: string;
  message: string;
}

/** `subgraphs` are those that the fault speaks of, as far as it says so. */
export interface CompositionFault extends Fault {
  subgraphs: string[];
}

export type Composed = { supergraphSdl: string } | { faults: CompositionFault[] };
