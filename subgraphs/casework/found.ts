import type DataLoader from 'dataloader';

/** @throws Error where a row is missing that another row or an act of ours names */
export async function found<Row>(loader: DataLoader<string, Row | null>, id: string): Promise<Row> {
  const row = await loader.load(id);
  if (row === null) throw new Error(`expected a row under ${id}, got none`);
  return row;
}
