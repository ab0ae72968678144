import { isInterfaceType, isObjectType, type Supergraph } from '@apollo/federation-internals';
import { oncePer } from '../../supergraph/once-per.ts';

/** Which labels of @override hold for one request; the planner takes the others as not holding. */
export type OverrideConditions = Map<string, boolean>;

const PERCENT = /^percent\((\d+(?:\.\d+)?)\)$/;

interface Share {
  label: string;
  percent: number;
}

/** Draws, for each `percent(n)` label of the supergraph, whether this request is among the n. */
export function drawOverrides(
  supergraph: Supergraph,
  random: () => number = Math.random,
): OverrideConditions {
  return new Map(
    sharesOf(supergraph).map(({ label, percent }) => [label, random() * 100 < percent]),
  );
}

const sharesOf = oncePer(readShares);

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
