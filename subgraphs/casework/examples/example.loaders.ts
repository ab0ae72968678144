import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../../../schema/contract/actor.ts';
import { casesSeenBy } from '../cases/case.scope.ts';
import { addDays, startOfShanghaiDay } from '../deadlines/shanghai-time.ts';
import type { ExampleKind } from '../generated/resolver-types.ts';
import { ExampleEntity, type ExampleRow } from './example.entity.ts';

interface ExampleSearch {
  actor: Actor;
  kind: ExampleKind | null;
  /** Days in Asia/Shanghai on which it was recorded, both included. */
  from: string | null;
  to: string | null;
  first: number;
}

/** 典型 as everybody may read it: nothing of it leads to its case. */
interface Showcase {
  kind: ExampleKind;
  title: string;
  story: string;
  showcasedAt: Date;
}

export interface ExampleLoaders {
  /** Of the cases that the actor may see, the latest first. */
  examples(search: ExampleSearch): Promise<ExampleRow[]>;
  /** @param month YYYY-MM; in the order in which they were shown */
  showcases(month: string): Promise<Showcase[]>;
}

export function createExampleLoaders(em: EntityManager): ExampleLoaders {
  return {
    examples: (search) => findExamples(em.fork(), search),
    showcases: (month) => findShowcases(em.fork(), month),
  };
}

async function findExamples(
  em: EntityManager,
  { actor, kind, from, to, first }: ExampleSearch,
): Promise<ExampleRow[]> {
  const seen = casesSeenBy(actor);
  const conditions = [
    ...(seen ? [seen] : []),
    ...(kind ? [{ sql: 'e.kind = ?', params: [kind] }] : []),
    ...(from ? [{ sql: 'e.recorded_at >= ?', params: [startOfShanghaiDay(from)] }] : []),
    ...(to ? [{ sql: 'e.recorded_at < ?', params: [startOfShanghaiDay(addDays(to, 1))] }] : []),
  ];
  const where = conditions.map(({ sql }) => ` and ${sql}`).join('');
  const rows = await em.execute<object[]>(
    `select e.* from example e join "case" c on c.id = e.case_id where true${where}
     order by e.recorded_at desc, e.id desc limit ?`,
    [...conditions.flatMap(({ params }) => params), first],
  );
  return rows.map((row) => em.map(ExampleEntity, row));
}

async function findShowcases(em: EntityManager, month: string): Promise<Showcase[]> {
  const first = `${month}-01`;
  const next = `${addDays(first, 31).slice(0, 7)}-01`;
  return em.execute<Showcase[]>(
    `select kind, title, story, showcased_at as "showcasedAt" from example
     where showcased_at >= ? and showcased_at < ? order by showcased_at, id`,
    [startOfShanghaiDay(first), startOfShanghaiDay(next)],
  );
}
