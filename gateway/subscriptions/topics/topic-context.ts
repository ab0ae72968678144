import type { Logger } from '../../../subgraphs/kit/process/log.ts';
import type { OperationRequest } from '../../execution/execute-operation.ts';
import type { PrimaryOperation } from '../upstream/primary-operation.ts';
import type { OpenUpstream } from '../upstream/upstream.ts';
import type { JoinEvent } from './feed.ts';
import type { Permits } from './permits.ts';
import type { Pump } from './pump.ts';
import type { StretchBounds } from './stretch.ts';

/** What the parts of one topic share. */
export interface TopicContext {
  openUpstream: OpenUpstream;
  log: Logger;
  bounds: StretchBounds;
  /** Of all topics together. */
  permits: Permits;
  pump: Pump;
  /** Without any member's starting point. */
  request: OperationRequest;
  /** As it is asked now; a reload may change it. */
  primary: () => PrimaryOperation;
  /** For events of the operation that is asked now. */
  joiner: () => JoinEvent;
  /** A number that is larger each time. */
  tick: () => number;
}
