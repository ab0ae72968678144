import {
  isAbstractType,
  isInterfaceType,
  isObjectType,
  type GraphQLAbstractType,
  type SelectionSetNode,
} from 'graphql';
import type { Selecting } from '../document/collect-fields.ts';
import { dependsOnType } from './depends-on-type.ts';
import {
  failAtParent,
  type CompiledField,
  type CompileObject,
  type NULLED,
  type Project,
  type ProjectionRun,
} from './projection-run.ts';
import type { Data } from '../merge.ts';

/**
 * Chooses the projection by the __typename of each object. A subgraph with @interfaceObject knows
 * only the interface; where nothing selected depends on the object type, any implementation will do.
 */
export function compileAbstract<Made>(
  selecting: Selecting,
  type: GraphQLAbstractType,
  sets: readonly SelectionSetNode[],
  field: CompiledField,
  compileObject: CompileObject<Made>,
): Project<Made> {
  const byName = new Map<string, Project<Made>>();
  const compile = (typename: string): Project<Made> => {
    const project = compileNamed(selecting, type, typename, sets, field, compileObject);
    if (byName.size < MAX_NAMES) byName.set(typename, project);
    return project;
  };
  return (source, run) => {
    const { __typename: given } = source;
    const typename = typeof given === 'string' ? given : type.name;
    return (byName.get(typename) ?? compile(typename))(source, run);
  };
}

/** Names come from subgraphs, so nothing else keeps a broken one from filling the map. */
const MAX_NAMES = 1_000;

function compileNamed<Made>(
  selecting: Selecting,
  type: GraphQLAbstractType,
  typename: string,
  sets: readonly SelectionSetNode[],
  { nodes, parent, name }: CompiledField,
  compileObject: CompileObject<Made>,
): Project<Made> {
  const { schema } = selecting;
  const known = schema.getType(typename);
  const wrong = (run: ProjectionRun): typeof NULLED =>
    failAtParent(
      run,
      `Abstract type ${type.name} must resolve to one of its object types for field ${parent}.${name}.`,
      nodes,
    );
  if (!isAbstractType(known)) {
    if (!isObjectType(known) || !schema.isSubType(type, known)) return (_source, run) => wrong(run);
    return compileObject(selecting, known, sets);
  }
  const any = schema.getPossibleTypes(known).find((possible) => schema.isSubType(type, possible));
  const isNeeded = sets.some((set) => dependsOnType(set, type, selecting));
  // with nothing but interface objects behind it, an interface has no object types at all
  const chosen = any ?? (isInterfaceType(known) ? known : null);
  const project = chosen && !isNeeded ? compileObject(selecting, chosen, sets) : null;
  return (source: Data, run) => {
    const cause = run.isClean ? null : run.faults.causeOf(source, '__typename');
    if (cause) return failAtParent(run, cause.message, nodes, cause.extensions);
    return project ? project(source, run) : wrong(run);
  };
}
