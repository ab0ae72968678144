import { randomUUIDv7 } from 'node:crypto';
import type { Actor } from '../../../schema/contract/actor.ts';
import { badUserInput } from '../../kit/errors.ts';
import { perform } from '../act.ts';
import type { ActDeps } from '../act-deps.ts';
import { shanghaiDay } from '../deadlines/shanghai-time.ts';
import { checkOptionalText, checkText, NOTE_MAX_CHARS } from '../input/text.rules.ts';
import { requireUnit } from '../units/unit.rules.ts';
import { InspectionEntity, type InspectionRow } from './inspection.entity.ts';
import { checkInspection } from './inspection.rules.ts';

const NAME_MAX_CHARS = 100;

interface Inspection {
  kind: InspectionRow['kind'];
  unit: string;
  heldOn: string;
  officers: readonly string[];
  findings: string;
  recommendations?: string | null | undefined;
  idempotencyKey?: string | null | undefined;
}

/** Resolves to the inspection's id. */
export type RecordInspection = (actor: Actor, input: Inspection) => Promise<string>;

export function createRecordInspection(deps: ActDeps): RecordInspection {
  return (actor, { idempotencyKey, ...input }) => {
    const request = { act: 'recordInspection', ...input };
    return perform(deps.orm, { actor, request, idempotencyKey }, async (em) => {
      checkInspection(actor);
      const row = toRow(deps, input);
      await em.insert(InspectionEntity, row);
      return row.id;
    });
  };
}

/** @throws BAD_USER_INPUT naming what is wrong */
function toRow({ clock, profile }: ActDeps, input: Inspection): InspectionRow {
  const recordedAt = clock.now();
  const { kind, unit: unitId, heldOn } = input;
  requireUnit(profile, unitId, heldOn);
  if (heldOn > shanghaiDay(recordedAt)) throw badUserInput('heldOn', 'a day that has come', heldOn);
  const officers = input.officers.map((name) => checkText('officers', name, NAME_MAX_CHARS));
  if (officers.length === 0) throw badUserInput('officers', 'at least one officer', 'none');
  return {
    id: `inspection:${randomUUIDv7()}`,
    kind,
    unitId,
    heldOn,
    officers: [...new Set(officers)],
    findings: checkText('findings', input.findings, NOTE_MAX_CHARS),
    recommendations: checkOptionalText('recommendations', input.recommendations, NOTE_MAX_CHARS),
    recordedAt,
  };
}
