import Alert from 'antd/es/alert';
import Button from 'antd/es/button';
import { useState, type ReactNode } from 'react';
import { addressOf } from '../route.ts';
import { CALLBACK_PATH, signIn } from '../session.ts';

export function SignInPage(): ReactNode {
  const [hasFailed, setFailed] = useState(false);
  const { pathname, search } = location;
  const returnTo = pathname === CALLBACK_PATH ? addressOf('/') : pathname + search;
  const begin = (): void => {
    setFailed(false);
    signIn.begin(returnTo).catch(() => setFailed(true));
  };
  return (
    <main className="sign-in">
      <div className="card">
        <h1>信访办件看板</h1>
        <p>新件、超期预警、待办、办理和统计，供信访工作人员使用。</p>
        {hasFailed && <Alert type="error" showIcon title="登录服务暂时没有响应，请稍后再试。" />}
        <Button type="primary" size="large" block onClick={begin}>
          登录
        </Button>
      </div>
    </main>
  );
}
