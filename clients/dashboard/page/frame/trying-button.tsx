import Button from 'antd/es/button';
import message from 'antd/es/message';
import type { ReactNode } from 'react';
import { errorText } from './error-text.ts';
import { toCityError } from './use-answer.ts';

interface TryingButtonProps {
  icon: ReactNode;
  onTry: () => Promise<void>;
  children: ReactNode;
}

/** Does what the city may refuse, and says so where it does. */
export function TryingButton({ icon, onTry, children }: TryingButtonProps): ReactNode {
  const [toast, toastPlace] = message.useMessage();
  const say = (reason: unknown): void => void toast.error(errorText(toCityError(reason)));
  return (
    <>
      {toastPlace}
      <Button icon={icon} onClick={() => void onTry().catch(say)}>
        {children}
      </Button>
    </>
  );
}
