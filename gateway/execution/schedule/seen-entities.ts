import { isData, type Data } from '../merge.ts';

/**
 * The fields whose values are all that a representation says of an object of the type, the most
 * telling first; null where that takes more than comparing plain values.
 */
export type IdentityOf = (typename: unknown) => readonly string[] | null;

/** Entities met so far; equal ones are found without writing their representations again. */
export interface SeenEntities {
  /** @returns the slot of an equal entity; -1 where none is known */
  find: (object: Data) => number;
  add: (object: Data, slot: number) => void;
}

/** Entities that share their most telling value are compared one by one, but not endlessly. */
const MAX_COMPARED = 8;

export function createSeenEntities(identityOf: IdentityOf): SeenEntities {
  const latest = new Map<unknown, number>();
  /** By slot: the entity there, and the slot before it that shares its most telling value. */
  const entities: Data[] = [];
  const previous: (number | undefined)[] = [];
  return {
    find: (object) => {
      const fields = identityOf(object.__typename);
      const [first] = fields ?? [];
      if (!fields || first === undefined) return -1;
      let slot = latest.get(object[first]);
      for (let compared = 0; slot !== undefined && compared < MAX_COMPARED; compared += 1) {
        const entity = entities[slot];
        if (entity && isSame(entity, object, fields)) return slot;
        slot = previous[slot];
      }
      return -1;
    },
    add: (object, slot) => {
      const fields = identityOf(object.__typename);
      const [first] = fields ?? [];
      if (!fields || first === undefined || entities[slot] || !isPlain(object, fields)) return;
      entities[slot] = object;
      previous[slot] = latest.get(object[first]);
      latest.set(object[first], slot);
    },
  };
}

function isSame(entity: Data, object: Data, fields: readonly string[]): boolean {
  if (entity.__typename !== object.__typename) return false;
  for (const name of fields) if (entity[name] !== object[name]) return false;
  return true;
}

/** A custom scalar may be an object, of which only the text tells whether it is the same. */
function isPlain(object: Data, fields: readonly string[]): boolean {
  return fields.every((name) => {
    const value = object[name];
    return value !== undefined && !isData(value) && !Array.isArray(value);
  });
}
