import type { EntityManager } from '@mikro-orm/postgresql';
import type DataLoader from 'dataloader';
import type { Actor } from '../../../schema/contract/actor.ts';
import { badUserInput, unauthenticated } from '../../kit/errors.ts';
import { createListLoader, createLoader } from '../../kit/loaders/batch-loader.ts';
import { checkPageSize, toPage, type Page } from '../../kit/pages/keyset.ts';
import { unitTypename } from '../../../schema/contract/ids.ts';
import { findOthersOfPetitioner, findRepeats } from '../registration/repeat.store.ts';
import type { CaseFilter, CaseOrder } from '../generated/resolver-types.ts';
import type { CaseRow } from './case.entity.ts';
import { cursorOf, placeOf } from './case.order.ts';
import { countCases, findCasesBy, searchCases, type CaseSearch } from './case.store.ts';

/** One page of a search, which also remembers what was searched for. */
export interface CasePage extends Page<CaseRow> {
  search: CaseSearch;
}

export interface CaseLoaders {
  caseById: DataLoader<string, CaseRow | null>;
  caseByPetition: DataLoader<string, CaseRow | null>;
  caseByQueryCodeHash: DataLoader<string, CaseRow | null>;
  /** The later ones of which a case is the first. */
  repeatsByCase: DataLoader<string, CaseRow[]>;
  /** One query each: nobody asks for it in lists. */
  othersOfPetitioner(row: CaseRow): Promise<CaseRow[]>;
  casePage(search: CaseSearch, slice: PageRequest): Promise<CasePage>;
  caseCount(search: CaseSearch): Promise<number>;
}

interface PageRequest {
  orderBy: CaseOrder;
  first: number;
  after?: string | null | undefined;
}

const MAX_OTHERS = 50;

export function createCaseLoaders(em: EntityManager): CaseLoaders {
  return {
    caseById: createLoader(
      (ids) => findCasesBy(em, 'id', ids),
      (row) => row.id,
    ),
    caseByPetition: createLoader(
      (ids) => findCasesBy(em, 'petitionId', ids),
      (row) => row.petitionId,
    ),
    caseByQueryCodeHash: createLoader(
      (hashes) => findCasesBy(em, 'queryCodeHash', hashes),
      (row) => row.queryCodeHash,
    ),
    repeatsByCase: createListLoader(
      (ids) => findRepeats(em, ids),
      (row) => row.repeatOf ?? '',
    ),
    othersOfPetitioner: (row) => findOthersOfPetitioner(em.fork(), row, MAX_OTHERS),
    casePage: (search, slice) => readPage(em, search, slice),
    caseCount: (search) => countCases(em.fork(), search),
  };
}

/**
 * What a list request searches for.
 * @throws UNAUTHENTICATED · BAD_USER_INPUT for ids and numbers that name nothing
 */
export function toSearch(
  actor: Actor,
  filter: CaseFilter | null | undefined,
  now: Date,
): CaseSearch {
  if (actor.role === 'ANONYMOUS') throw unauthenticated();
  for (const unit of filter?.units ?? []) {
    if (unitTypename(unit) === null)
      throw badUserInput('filter.units', 'unit ids such as district:511602', 'something else');
  }
  const number = filter?.registrationNumber;
  if (number && !/^[A-Za-z0-9-]+$/.test(number))
    throw badUserInput('filter.registrationNumber', 'letters, digits and dashes', 'other signs');
  return { actor, filter: filter ?? {}, now };
}

async function readPage(
  em: EntityManager,
  search: CaseSearch,
  { orderBy, first, after }: PageRequest,
): Promise<CasePage> {
  const size = checkPageSize(first);
  const place = after ? placeOf(orderBy, after) : null;
  const slice = { order: orderBy, after: place, limit: size + 1 };
  const rows = await searchCases(em.fork(), search, slice);
  return { ...toPage(rows, size, place !== null, (row) => cursorOf(orderBy, row)), search };
}
