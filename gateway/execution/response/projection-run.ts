import {
  GraphQLError,
  type FieldNode,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type SelectionSetNode,
} from 'graphql';
import { ERROR_CODES } from '../../../schema/contract/error-codes.ts';
import type { Selecting } from '../document/collect-fields.ts';
import type { Faults } from '../gather/faults.ts';
import { JsonSink } from './json-sink.ts';
import type { Data } from '../merge.ts';

/** Stands for a null that has its error and takes its parent along where it may not be null. */
export const NULLED = Symbol('nulled');

/** Makes an object of the response, or writes it, from an object of the data. */
export type Project<Made> = (source: Data, run: ProjectionRun) => Made | typeof NULLED;

export type CompileObject<Made> = (
  selecting: Selecting,
  type: GraphQLObjectType | GraphQLInterfaceType,
  sets: readonly SelectionSetNode[],
) => Project<Made>;

/** A field as all its places in the document ask for it. */
export interface CompiledField {
  parent: string;
  name: string;
  /** Its name in the data. */
  dataKey: string;
  nodes: readonly FieldNode[];
}

/** Answers `__schema` and `__type`. */
type Introspect = (nodes: readonly FieldNode[]) => unknown;

/** One projection of the gathered data onto the response. */
export interface ProjectionRun {
  /** The place in the data of the field being completed; valid up to and including `depth`. */
  path: (string | number)[];
  depth: number;
  faults: Faults;
  introspect: Introspect;
  /** Where the response goes that is made as text. */
  sink: JsonSink;
  isClean: boolean;
  /** Errors that subgraphs reported for the very places that are null. */
  reported: GraphQLError[];
  /** Errors that follow from what is absent or does not fit the schema. */
  derived: GraphQLError[];
}

/** One is enough: a projection runs to its end at once. */
const sink = new JsonSink();

export function startProjection(faults: Faults, introspect: Introspect): ProjectionRun {
  const isClean = faults.isClean();
  if (!isClean) faults.gathered();
  return { path: [], depth: 0, faults, introspect, sink, isClean, reported: [], derived: [] };
}

/** Why a value is null, where something went wrong; otherwise it simply is null. */
export function explainNull(
  run: ProjectionRun,
  value: unknown,
  source: Data,
  key: string,
  nodes: readonly FieldNode[],
): null | typeof NULLED {
  const { faults } = run;
  if (faults.hasReports()) {
    const error = faults.takeAt(pathOf(run));
    if (error) {
      run.reported.push(
        new GraphQLError(error.message, {
          nodes,
          path: error.path ?? pathOf(run),
          extensions: error.extensions,
        }),
      );
      return NULLED;
    }
  }
  const cause = value === undefined ? faults.causeOf(source, key) : null;
  return cause ? fail(run, cause.message, nodes, cause.extensions) : null;
}

export function fail(
  run: ProjectionRun,
  message: string,
  nodes: readonly FieldNode[],
  extensions: Record<string, unknown> = { code: ERROR_CODES.INTERNAL_SERVER_ERROR },
): typeof NULLED {
  run.derived.push(new GraphQLError(message, { nodes, path: pathOf(run), extensions }));
  return NULLED;
}

function pathOf(run: ProjectionRun): (string | number)[] {
  return run.path.slice(0, run.depth + 1);
}

/** For what is wrong with an object whose fields are about to be completed: the place is its own. */
export function failAtParent(
  run: ProjectionRun,
  message: string,
  nodes: readonly FieldNode[],
  extensions?: Record<string, unknown>,
): typeof NULLED {
  run.depth -= 1;
  fail(run, message, nodes, extensions);
  run.depth += 1;
  return NULLED;
}
