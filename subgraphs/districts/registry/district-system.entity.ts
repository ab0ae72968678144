import { defineEntity, p } from '@mikro-orm/core';

/** A time in which one district was served by a system of its own. */
export interface PeriodRow {
  id: string;
  /** Area code. */
  district: string;
  url: string;
  joinedAt: Date;
  joinedBy: string;
  /** Null while it is in use; of a district at most one is. */
  leftAt: Date | null;
  leftBy: string | null;
}

export const PeriodEntity = defineEntity({
  name: 'DistrictSystem',
  tableName: 'district_system',
  properties: {
    id: p.string().primary(),
    district: p.string(),
    url: p.string(),
    joinedAt: p.datetime(),
    joinedBy: p.string(),
    leftAt: p.datetime().nullable(),
    leftBy: p.string().nullable(),
  },
});
