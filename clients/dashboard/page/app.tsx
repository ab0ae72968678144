import ConfigProvider from 'antd/es/config-provider';
import theme from 'antd/es/theme';
import zhCN from 'antd/locale/zh_CN';
import { lazy, Suspense, useEffect, useMemo, type ReactNode } from 'react';
import { openStorage } from '../../sign-in/open-storage.ts';
import type { Session } from '../../sign-in/sign-in.ts';
import { createDashboardClient } from '../client/dashboard-client.ts';
import { createStoredCursors } from '../client/cursor-store.ts';
import { CityContext, useUnits } from './frame/city.ts';
import { FailureBoundary } from './frame/failure-boundary.tsx';
import { Shell } from './frame/shell.tsx';
import { SignInPage } from './frame/sign-in-page.tsx';
import { useStillness } from './frame/stillness.ts';
import { useRoute } from './route.ts';
import { createTokenSource, signIn } from './session.ts';

const BoardPage = lazy(() => import('./live/board-page.tsx'));
const WorklistPage = lazy(() => import('./worklist/worklist-page.tsx'));
const CasePage = lazy(() => import('./case/case-page.tsx'));
const StatisticsPage = lazy(() => import('./statistics/statistics-page.tsx'));
const WallPage = lazy(() => import('./wall/wall-page.tsx'));

const FONT =
  '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",system-ui,sans-serif';

/** @param nonce of the styles that the component library writes */
export function App({ nonce }: { nonce: string }): ReactNode {
  const { path } = useRoute();
  const isWall = path === '/wall';
  const isStill = useStillness();
  const session = signIn.session();
  return (
    <ConfigProvider
      locale={zhCN}
      csp={{ nonce }}
      button={{ autoInsertSpace: false }}
      theme={{
        cssVar: { key: 'petition' },
        hashed: false,
        algorithm: isWall ? theme.darkAlgorithm : theme.defaultAlgorithm,
        token: {
          colorPrimary: '#1f5fbf',
          // what the library derives from these is too pale for white letters: less than 4.5:1
          colorPrimaryHover: '#2868c8',
          colorError: '#b3261e',
          colorErrorHover: '#c4352c',
          colorTextPlaceholder: isWall ? '#9db4d3' : '#5a6a7e',
          borderRadius: 6,
          motion: !isStill,
          fontFamily: FONT,
        },
      }}
    >
      {session ? <SignedIn session={session} path={path} /> : <SignInPage />}
    </ConfigProvider>
  );
}

function SignedIn({ session, path }: { session: Session; path: string }): ReactNode {
  const account = accountOf(session);
  const client = useMemo(
    () =>
      createDashboardClient({
        url: `${location.origin}/graphql`,
        token: createTokenSource(),
        cursors: createStoredCursors(
          openStorage(() => localStorage),
          account,
        ),
      }),
    [account],
  );
  useEffect(() => {
    addEventListener('online', client.hurry);
    return () => {
      removeEventListener('online', client.hurry);
      void client[Symbol.asyncDispose]();
    };
  }, [client]);
  const units = useUnits(client);
  const ownUnit = session.claims.petition_unit;
  const city = useMemo(
    () => ({ client, account, units, ownUnit: typeof ownUnit === 'string' ? ownUnit : null }),
    [client, account, units, ownUnit],
  );
  const page = (
    <FailureBoundary place={path}>
      <Suspense fallback={<p className="loading">载入中…</p>}>{pageOf(path)}</Suspense>
    </FailureBoundary>
  );
  return (
    <CityContext value={city}>
      {path === '/wall' ? (
        page
      ) : (
        <Shell path={path} name={session.name}>
          {page}
        </Shell>
      )}
    </CityContext>
  );
}

function accountOf({ claims, name }: Session): string {
  return typeof claims.sub === 'string' ? claims.sub : name;
}

function pageOf(path: string): ReactNode {
  const [, place, id] = path.split('/');
  switch (place) {
    case 'worklist':
      return <WorklistPage />;
    case 'cases':
      return <CasePage id={decodeURIComponent(id ?? '')} key={id} />;
    case 'statistics':
      return <StatisticsPage />;
    case 'wall':
      return <WallPage />;
    default:
      return <BoardPage />;
  }
}
