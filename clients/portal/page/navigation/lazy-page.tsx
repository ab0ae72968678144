import type { ComponentType } from 'preact';
import { Failed, Loading } from '../parts/notices.tsx';
import { useLoaded } from '../parts/use-loaded.ts';

/** A page whose code comes with its first visit, or before, by `fetch`. */
export type LazyPage<Props> = ComponentType<Props> & { fetch: () => Promise<unknown> };

export function lazyPage<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): LazyPage<Props> {
  let known: ComponentType<Props> | null = null;
  const fetch = async (): Promise<ComponentType<Props>> => (known ??= await load());
  const Page = (props: Props) => {
    const [loaded, retry] = useLoaded(fetch, '');
    const Known = known;
    if (Known) return <Known {...props} />;
    return (
      <main id="main">
        {loaded.state === 'failed' ? (
          <Failed error={loaded.error} onRetry={retry} />
        ) : (
          <Loading what="页面" />
        )}
      </main>
    );
  };
  return Object.assign(Page, { fetch });
}
