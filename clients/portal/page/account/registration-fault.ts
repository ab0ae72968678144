import { PortalError } from '../../client/portal-error.ts';
import type { Fault } from '../draft/draft.rules.ts';
import { faultText } from '../fault-text.ts';

const FIELD_OF_ARGUMENT: Readonly<Record<string, string>> = {
  'registration.name': 'reg-name',
  'registration.document': 'reg-document',
  'registration.documentName': 'reg-document-name',
  'registration.documentNumber': 'reg-number',
  'registration.phone': 'reg-phone',
  'registration.email': 'reg-email',
  'registration.address': 'reg-address',
  'contact.phone': 'reg-phone',
  'contact.email': 'reg-email',
  'contact.address': 'reg-address',
};

/** Why the registration office said no, at the field that it is about. */
export function registrationFault(error: unknown): Fault {
  const known = error instanceof PortalError ? error : null;
  const field = FIELD_OF_ARGUMENT[known?.argument ?? ''] ?? 'reg-name';
  return { field, message: textOf(error, known) };
}

function textOf(error: unknown, known: PortalError | null): string {
  switch (known?.code) {
    case 'REGISTRATION_CONFLICT':
      return known.argument === 'registration.documentNumber'
        ? '这个证件已由另一个账户注册。如果不是您本人所为，请携带证件到信访局核实'
        : '这个账户已经用别的身份注册过。要换身份，请先注销原来的实名注册';
    case 'RATE_LIMITED':
      return '提交次数太多：每小时最多五次。请一小时后再试';
    case 'BAD_USER_INPUT':
      return '这一项没有通过检查，请核对';
    default:
      return faultText(error);
  }
}
