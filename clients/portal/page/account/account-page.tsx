import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Heading } from '../navigation/heading.tsx';
import { replacePlace, usePlace } from '../navigation/router.ts';
import { Failed, Loading } from '../parts/notices.tsx';
import { SignInFirst } from '../parts/sign-in-first.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { usePortal } from '../portal-context.ts';
import { Registered } from './registered.tsx';
import { Registering } from './registering.tsx';

/** 实名信息: who the reader is to the city's mailboxes, to be given, changed and taken back. */
export function AccountPage() {
  const { session } = usePortal();
  const [hasFaults, setFaulty] = useState(false);
  return (
    <main id="main">
      <Heading title="实名信息" hasFaults={hasFaults} />
      {session ? (
        <Account onFaults={setFaulty} />
      ) : (
        <SignInFirst why="登录后可以实名注册，或查看已有的实名信息。" />
      )}
    </main>
  );
}

function Account({ onFaults }: { onFaults: (hasFaults: boolean) => void }) {
  const { client } = usePortal();
  const { state } = usePlace();
  const [said, setSaid] = useState('');
  const [registration, retry] = useLoaded(() => client.account.registration(), 'registration');
  const settle = (what: string): void => {
    const { returnTo } = (state ?? {}) as { returnTo?: string };
    setSaid(what);
    if (returnTo === undefined) retry();
    else replacePlace(returnTo);
  };
  return (
    <>
      <Done what={said} />
      {registration.state === 'loading' && <Loading what="实名信息" />}
      {registration.state === 'failed' && <Failed error={registration.error} onRetry={retry} />}
      {registration.state === 'ready' && registration.value === null && (
        <Registering onDone={() => settle('实名注册成功。')} onFaults={onFaults} />
      )}
      {registration.state === 'ready' && registration.value !== null && (
        <Registered registration={registration.value} onDone={settle} />
      )}
      <WhatIsKept />
    </>
  );
}

/** Takes the focus, since the form that had it may be gone. */
function Done({ what }: { what: string }) {
  const box = useRef<HTMLParagraphElement>(null);
  useLayoutEffect(() => {
    if (what !== '') box.current?.focus();
  }, [what]);
  return (
    <p role="status" tabIndex={-1} ref={box} class={what === '' ? 'hidden' : 'notice notice-good'}>
      {what}
    </p>
  );
}

function WhatIsKept() {
  return (
    <section class="kept" aria-labelledby="kept">
      <h2 id="kept">保存什么，给谁看</h2>
      <ul>
        <li>姓名、证件种类和号码、联系方式加密保存在市信访局的实名系统中。</li>
        <li>
          您写信时，这些信息随信交给收信单位；只有有权办理这封信的人看得到，每次查看都有记录。
        </li>
        <li>证件号码不保存在这台设备上，页面关闭或提交后就清除；本页以后也不再显示它。</li>
        <li>注册、更改和注销各有一条不含姓名和证件的记录，供审计。</li>
        <li>随时可以注销。注销后实名系统不再保存您的身份，已经写的信不受影响。</li>
      </ul>
    </section>
  );
}
