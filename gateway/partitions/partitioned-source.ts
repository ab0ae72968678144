import { OperationTypeNode } from 'graphql';
import type { SubgraphRequest, SubgraphSource } from '../execution/fetch/subgraph-source.ts';
import { createAnalyses, type Analyses } from './analyses.ts';
import { isRefusal, withKnownPlaces, type Answer } from './answer.ts';
import { distribute, type Distribution, type Routing, type Share } from './distribute.ts';
import type { Endpoints } from './endpoints.ts';
import type { Analysis } from './operation-analysis.ts';
import { gather } from './gather.ts';
import type { RoutingRules } from '../../schema/partitions/routing-rules.ts';

interface PartitionedDeps {
  rules: RoutingRules;
  /** Where everything is that has no place of its own. */
  city: SubgraphSource;
  endpoints: Endpoints;
}

/** Many endpoints as one subgraph: each is asked for what it has, and nothing of the others. */
export function createPartitionedSource({
  rules,
  city,
  endpoints,
}: PartitionedDeps): SubgraphSource {
  const analyses = createAnalyses(rules);
  const routing: Routing = { rules, city, placeOf: endpoints.placeOf };
  return {
    fetch: async (request) => {
      const analysis = analyses.of(request);
      if (analysis.isAllCity) return city.fetch(request);
      let distribution = distribute(routing, analysis, request.variables);
      const undecided = endpoints.decided();
      if (undecided && distribution.lost.length > 0) {
        await undecided;
        distribution = distribute(routing, analysis, request.variables);
      }
      const answers = await ask(request, analysis, distribution, analyses);
      const [only] = answers;
      if (answers.length === 1 && only && isComplete(only, distribution)) return only.result;
      return gather(analysis, request.variables, distribution, answers);
    },
  };
}

async function ask(
  request: SubgraphRequest,
  analysis: Analysis,
  { shares, lost, leftOut }: Distribution,
  analyses: Analyses,
): Promise<Answer[]> {
  // what is left out may be what an endpoint does not even know
  const isWhole = shares.length === 1 && lost.length === 0 && leftOut.size === 0;
  const askFor = async (share: Share): Promise<Answer> => {
    const own = isWhole ? request : analyses.requestFor(request, share);
    return withKnownPlaces(analysis, { share, result: await share.endpoint.fetch(own) });
  };
  if (request.kind !== OperationTypeNode.MUTATION) return Promise.all(shares.map(askFor));
  const answers: Answer[] = [];
  for (const share of shares) answers.push(await askFor(share));
  return answers;
}

/** The one endpoint that was asked for everything answered as a subgraph does. */
function isComplete(answer: Answer, { lost }: Distribution): boolean {
  const { share, result } = answer;
  if (lost.length > 0 || isRefusal(answer)) return false;
  if (result.data || result.errors.some(({ path }) => path !== undefined)) return true;
  return share.parts.every(({ items }) => items.every(({ partition }) => partition === null));
}
