import type { EntityManager } from '@mikro-orm/postgresql';

/** Set while a process keeps up what an archived case says, without changing what it says. */
const MAINTENANCE_SETTING = 'petition_graph.maintenance';

/** R92: an archived case stays as it is, but for the form in which the database holds it. */
export const refuseArchivedButMaintenance = `create or replace function refuse_archived()
  returns trigger language plpgsql as $$
  begin
    if tg_op = 'UPDATE' and current_setting('${MAINTENANCE_SETTING}', true) = 'on' then
      return new;
    end if;
    raise exception 'case % is archived', old.id using errcode = 'restrict_violation';
  end $$`;

/** From here to the end of em's transaction archived cases may be kept up. */
export async function underMaintenance(em: EntityManager): Promise<void> {
  await em.execute(`set local ${MAINTENANCE_SETTING} = 'on'`);
}
