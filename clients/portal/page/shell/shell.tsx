import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Link } from '../navigation/link.tsx';
import { usePlace } from '../navigation/router.ts';
import { Icon } from '../parts/icon.tsx';
import { usePortal } from '../portal-context.ts';
import { ViewingAids } from './viewing-aids.tsx';

/** What is around every page: skip link, header, state of the network, footer. */
export function Shell({ children }: { children: ComponentChildren }) {
  return (
    <>
      <a class="skip" href="#main">
        跳到正文
      </a>
      <Header />
      <Offline />
      <SignInFault />
      {children}
      <footer class="footer">
        <p>
          遇到紧急情况请直接拨打 <b>110</b>、<b>119</b>、<b>120</b>；政务服务热线 <b>12345</b>。
        </p>
        <p>来信默认不公开，个人信息加密保存，只有办理您来信的单位可以查看。</p>
      </footer>
    </>
  );
}

function Header() {
  const { path } = usePlace();
  return (
    <header class="header">
      <div class="header-top">
        <Link to="/" class="brand">
          <span class="brand-sign" aria-hidden="true">
            信
          </span>
          <span>网上信访</span>
        </Link>
        <ViewingAids />
      </div>
      <nav class="nav" aria-label="主要栏目">
        <Link to="/" isCurrent={path === '/' || path.startsWith('/write')}>
          <Icon name="pen" />
          写信
        </Link>
        <Link to="/progress" isCurrent={path === '/progress'}>
          <Icon name="search" />
          查进度
        </Link>
        <Link to="/letters" isCurrent={path.startsWith('/letters') || path === '/account'}>
          <Icon name="letters" />
          我的信件
        </Link>
        <Link to="/open" isCurrent={path === '/open'}>
          <Icon name="open" />
          公开
        </Link>
        <Account />
      </nav>
    </header>
  );
}

function Account() {
  const { session, signIn, signOut } = usePortal();
  const { path } = usePlace();
  if (!session)
    return (
      <button type="button" class="account" onClick={() => void signIn(path)}>
        登录
      </button>
    );
  return (
    <span class="account">
      <Link to="/account" class="account-name">
        {session.name}
      </Link>
      <button type="button" onClick={signOut}>
        退出
      </button>
    </span>
  );
}

/** Takes the focus, since whoever pressed far below would not see it otherwise. */
function SignInFault() {
  const { hasSignInFailed } = usePortal();
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => box.current?.focus(), [hasSignInFailed]);
  if (!hasSignInFailed) return null;
  return (
    <div role="alert" class="offline" tabIndex={-1} ref={box}>
      <p>
        <Icon name="warning" />
        暂时不能登录：登录服务没有响应，或浏览器不允许本站保存数据。请稍后再试。
      </p>
    </div>
  );
}

/** The place for the words is there before they come, or no screen reader would tell them. */
function Offline() {
  const [isOnline, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const read = (): void => setOnline(navigator.onLine);
    addEventListener('online', read);
    addEventListener('offline', read);
    return () => {
      removeEventListener('online', read);
      removeEventListener('offline', read);
    };
  }, []);
  return (
    <div role="status" class="offline">
      {!isOnline && (
        <p>
          <Icon name="warning" />
          网络已断开。您填写的内容保存在这台设备上，联网后可以继续。
        </p>
      )}
    </div>
  );
}
