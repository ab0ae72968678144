import type { DashboardClient } from '../../client/dashboard-client.ts';

/**
 * Watches from this moment on and only then has what is there already asked for, so that nothing falls
 * between the two. Where the moment is not told, it watches from whenever the feed begins.
 * @param watch begins after the cursor @param onStart asks @returns ends it
 */
export function watchFromNow(
  client: Pick<DashboardClient, 'moment'>,
  watch: (after: string | null) => () => void,
  onStart: () => void,
): () => void {
  let isOver = false;
  let end: (() => void) | null = null;
  const begin = async (): Promise<void> => {
    const after = await client.moment().catch(() => null);
    if (isOver) return;
    end = watch(after);
    onStart();
  };
  void begin();
  return () => {
    isOver = true;
    end?.();
  };
}
