import { p, Type, type Platform } from '@mikro-orm/core';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { SealedTable } from './reseal.ts';
import type { Vault } from './vault.ts';

const vaults = new WeakMap<Platform, Vault>();

/** Lets an ORM seal and open its sealed texts; before the first of them is read or written. */
export function useVault(orm: MikroORM, vault: Vault): void {
  vaults.set(orm.config.getPlatform(), vault);
}

/**
 * A column of free text that the database holds sealed and everything else reads as it was written.
 * @param place table and column, such as `reply.content`; the text opens nowhere else
 */
export function sealedText(place: `${string}.${string}`) {
  return p.type(new SealedText(place)).$type<string>();
}

/** Every such column of an ORM's entities, for startResealing. */
export function sealedColumns(orm: MikroORM): SealedTable[] {
  return [...orm.getMetadata()].flatMap(({ props }) =>
    props.flatMap(({ customType }: { customType?: unknown }) =>
      customType instanceof SealedText ? [columnAt(customType.place, 'id')] : [],
    ),
  );
}

/** A column that no entity has, see `vaultOf`. @param key primary key of its table */
export function columnAt(place: string, key: string): SealedTable {
  const [table = '', column = ''] = place.split('.');
  return { table, column, key, placeOf: () => place };
}

/** For statements that name a sealed column themselves. */
export function vaultOf(em: EntityManager): Vault {
  return vaultFor(em.getPlatform());
}

class SealedText extends Type<string | null, string | null> {
  readonly place: string;

  constructor(place: string) {
    super();
    this.place = place;
  }

  /** Alike for equal texts, since the mapper tells by this value whether a text was changed. */
  override convertToDatabaseValue(text: string | null, platform: Platform): string | null {
    return text === null ? null : vaultFor(platform).sealAlike(text, this.place);
  }

  override convertToJSValue(stored: string | null, platform: Platform): string | null {
    return stored === null ? null : vaultFor(platform).open(stored, this.place);
  }

  override getColumnType(): string {
    return 'text';
  }
}

function vaultFor(platform: Platform): Vault {
  const vault = vaults.get(platform);
  if (vault) return vault;
  throw new Error('expected an ORM that was given a vault');
}
