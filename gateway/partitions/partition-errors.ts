import { ERROR_CODES } from '../../schema/contract/error-codes.ts';
import type { SubgraphError } from '../execution/fetch/subgraph-source.ts';
import type { FailureReason } from '../traffic/failure.ts';

type Path = readonly (string | number)[];

const MAX_SHOWN = 40;

/** @param reason null where nobody knows yet by whom the partition is served */
export function partitionUnavailable(
  partition: string,
  reason: FailureReason | null,
  path: Path,
): SubgraphError {
  return {
    message: `The system that serves ${shown(partition)} does not answer; try again later.`,
    path,
    extensions: {
      code: ERROR_CODES.PARTITION_UNAVAILABLE,
      partition: shown(partition),
      ...(reason ? { reason } : {}),
    },
  };
}

export function partitionUnknown(partition: string, path: Path): SubgraphError {
  return {
    message: `Expected the code of a district of this city, but got "${shown(partition)}".`,
    path,
    extensions: { code: ERROR_CODES.PARTITION_UNKNOWN, partition: shown(partition) },
  };
}

/** A client may have sent anything. */
function shown(partition: string): string {
  return partition.slice(0, MAX_SHOWN);
}
