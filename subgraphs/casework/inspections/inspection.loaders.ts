import type { EntityManager } from '@mikro-orm/postgresql';
import { InspectionEntity, type InspectionRow } from './inspection.entity.ts';

interface InspectionSearch {
  /** Null: of any. */
  units: readonly string[] | null;
  /** Days, both included. */
  from: string | null;
  to: string | null;
  first: number;
}

export interface InspectionLoaders {
  inspectionById(id: string): Promise<InspectionRow | null>;
  /** Latest first. */
  inspections(search: InspectionSearch): Promise<InspectionRow[]>;
}

export function createInspectionLoaders(em: EntityManager): InspectionLoaders {
  return {
    inspectionById: (id) => em.fork().findOne(InspectionEntity, { id }),
    inspections: ({ units, from, to, first }) =>
      em.fork().find(
        InspectionEntity,
        {
          ...(units && { unitId: { $in: [...units] } }),
          heldOn: { ...(from !== null && { $gte: from }), ...(to !== null && { $lte: to }) },
        },
        { orderBy: { heldOn: 'desc', id: 'desc' }, limit: first },
      ),
  };
}
