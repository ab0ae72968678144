import { useState, type ReactNode } from 'react';
import { signIn } from '../session.ts';
import { useCity, useConnection } from './city.ts';
import { ConnectionChip } from './connection-chip.tsx';
import { Place } from './place.tsx';

const PLACES: [path: string, name: string][] = [
  ['/', '实时看板'],
  ['/worklist', '待办清单'],
  ['/statistics', '统计'],
  ['/wall', '大屏'],
];

interface ShellProps {
  path: string;
  name: string;
  children: ReactNode;
}

/** Where one is, how the connection is and who one is. */
export function Shell({ path, name, children }: ShellProps): ReactNode {
  const signOut = (): void => {
    signIn.end();
    location.reload();
  };
  return (
    <div className="shell">
      <header className="top">
        <strong className="brand">信访办件看板</strong>
        <nav aria-label="主导航">
          {PLACES.map(([to, text]) => (
            <Place key={to} to={to} isCurrent={path === to}>
              {text}
            </Place>
          ))}
        </nav>
        <span className="grow" />
        <ConnectionChip />
        <span className="who">{name}</span>
        <button type="button" className="link" onClick={signOut}>
          退出
        </button>
      </header>
      <SignedOutBar />
      {children}
    </div>
  );
}

/** What is shown stays; only what is new does not come any more. */
function SignedOutBar(): ReactNode {
  const { client } = useCity();
  const { phase } = useConnection(client);
  const [hasFailed, setFailed] = useState(false);
  if (phase !== 'SIGNED_OUT') return null;
  const begin = (): void => {
    setFailed(false);
    signIn.begin(location.pathname + location.search).catch(() => setFailed(true));
  };
  return (
    <div className="bar" role="alert">
      {hasFailed ? '登录服务暂时没有响应，请稍后再试。' : '登录已过期，数据不再更新。'}
      <button type="button" onClick={begin}>
        重新登录
      </button>
    </div>
  );
}
