import { isInterfaceType, isObjectType, type Supergraph } from '@apollo/federation-internals';

/** Which labels of @override hold for one request; the planner takes the others as not holding. */
export type OverrideConditions = Map<string, boolean>;

const PERCENT = /^percent\((\d+(?:\.\d+)?)\)$/;

const known = new WeakMap<Supergraph, readonly Share[]>();

interface Share {
  label: string;
  percent: number;
}

/** Draws, for each `percent(n)` label of the supergraph, whether this request is among the n. */
export function drawOverrides(
  supergraph: Supergraph,
  random: () => number = Math.random,
): OverrideConditions {
  const shares = known.get(supergraph) ?? readShares(supergraph);
  known.set(supergraph, shares);
  return new Map(shares.map(({ label, percent }) => [label, random() * 100 < percent]));
}

function readShares({ schema }: Supergraph): Share[] {
  const labels = new Set<string>();
  for (const type of schema.types()) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of type.fields())
      for (const directive of field.appliedDirectives) {
        const { overrideLabel } = directive.arguments() as { overrideLabel?: unknown };
        if (directive.name === 'join__field' && typeof overrideLabel === 'string')
          labels.add(overrideLabel);
      }
  }
  return [...labels].flatMap((label) => {
    const [, percent] = PERCENT.exec(label) ?? [];
    return percent === undefined ? [] : [{ label, percent: Number(percent) }];
  });
}
