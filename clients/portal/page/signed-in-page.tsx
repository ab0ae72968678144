import { useEffect, useState } from 'preact/hooks';
import type { SignIn } from '../../sign-in/sign-in.ts';
import { Heading } from './navigation/heading.tsx';
import { Link } from './navigation/link.tsx';
import { replacePlace } from './navigation/router.ts';
import { Loading } from './parts/notices.tsx';

/** Where the issuer returns to. */
export const CALLBACK_PATH = '/signed-in';

interface SignedInPageProps {
  signIn: SignIn;
  onSignedIn: () => void;
}

export function SignedInPage({ signIn, onSignedIn }: SignedInPageProps) {
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    signIn.complete().then(
      (returnTo) => {
        onSignedIn();
        replacePlace(returnTo ?? '/');
      },
      () => setFailed(true),
    );
  }, []);
  return (
    <main id="main">
      <Heading title={hasFailed ? '没有登录成功' : '正在登录'} />
      {hasFailed ? (
        <p>
          统一身份认证没有回应。您填写的内容还在，<Link to="/">回到首页</Link>后可以再次登录。
        </p>
      ) : (
        <Loading what="登录信息" />
      )}
    </main>
  );
}
