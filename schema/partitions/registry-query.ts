/** What a gateway asks of the partitioned subgraph, as itself, to learn which partition is where. */
export const REGISTRY_QUERY = 'query DistrictSystems { districtSystems { district { code } url } }';
