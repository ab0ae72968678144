import Alert from 'antd/es/alert';
import type { ReactNode } from 'react';
import type { CityError } from '../../client/city-error.ts';
import { errorText } from './error-text.ts';

interface ErrorAlertProps {
  error: CityError;
  /** What one can do about it. */
  action?: ReactNode;
}

/** What went wrong in words, with its code for whoever is asked for help. */
export function ErrorAlert({ error, action }: ErrorAlertProps): ReactNode {
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      action={action}
      title={
        <>
          {errorText(error)} <small className="code">{error.code}</small>
        </>
      }
    />
  );
}
