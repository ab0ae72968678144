import type { Actor, Role } from '../../../../schema/contract/actor.ts';

function staff(role: Role, unit: string | null): Actor {
  return { role, id: `${role}:${unit ?? ''}`, unit };
}

export const HOUSING = 'department:housing';
export const TRANSPORT = 'department:transport';
export const GUANGAN = 'district:511602';

export const cityBureau = staff('CITY_BUREAU', null);
export const cityOffice = staff('CITY_OFFICE', null);
export const guangan = staff('DISTRICT_BUREAU', GUANGAN);
export const yuechi = staff('DISTRICT_BUREAU', 'district:511621');
/** Somebody of a department. */
export function department(unit: string): Actor {
  return staff('DEPARTMENT', unit);
}

export const housing = department(HOUSING);
export const transport = department(TRANSPORT);
export const citizenLi: Actor = { role: 'CITIZEN', id: 'account:li', unit: null };
export const citizenWang: Actor = { role: 'CITIZEN', id: 'account:wang', unit: null };

/** The mailbox that speaks for petition ids with this prefix. */
export function mailboxOf(prefix: string): Actor {
  return { role: 'SYSTEM', id: `mailbox:${prefix}`, unit: prefix };
}
