import { readSubgraphSdl, SUBGRAPH_NAMES } from '../../../../schema/sdl.ts';
import { CATALOG } from './catalog.ts';
import { CHAINS } from './chains.ts';
import { CONTEXTS } from './contexts.ts';
import { DISTRICTS } from './districts.ts';
import { FORMS } from './forms.ts';
import { GUARDED } from './guarded.ts';
import { MEDIA } from './media.ts';
import { RELICS } from './relics.ts';
import { ROOMS } from './rooms.ts';
import { SHOP } from './shop.ts';
import { TRADE } from './trade.ts';
import { WAGES } from './wages.ts';
import { WORKS } from './works.ts';

/** SDL by the name of the subgraph, by the name of the graph. */
export const TEST_GRAPHS = {
  shop: SHOP,
  media: MEDIA,
  catalog: CATALOG,
  contexts: CONTEXTS,
  trade: TRADE,
  guarded: GUARDED,
  chains: CHAINS,
  works: WORKS,
  rooms: ROOMS,
  forms: FORMS,
  relics: RELICS,
  wages: WAGES,
  /** The city's own schema, with data that nobody wrote by hand. */
  city: Object.fromEntries(SUBGRAPH_NAMES.map((name) => [name, readSubgraphSdl(name)])),
  /** The same, where each district's letters are asked of its own endpoint. */
  districts: DISTRICTS,
} satisfies Record<string, Record<string, string>>;

export type GraphName = keyof typeof TEST_GRAPHS;

export const GRAPH_NAMES = Object.keys(TEST_GRAPHS) as GraphName[];
