import { Field } from '../parts/field.tsx';
import type { RegistrationForm } from './registration.rules.ts';

export type Contact = Pick<RegistrationForm, 'phone' | 'email' | 'address'>;

interface ContactFieldsProps {
  contact: Contact;
  faultOf: (field: string) => string | undefined;
  onChange: (part: Partial<Contact>) => void;
}

/** How to be reached, all of it optional. */
export function ContactFields({ contact, faultOf, onChange }: ContactFieldsProps) {
  return (
    <>
      <Field
        id="reg-phone"
        label="联系电话"
        hint="手机号还可以接收办理进展的短信"
        isOptional
        type="tel"
        autocomplete="tel"
        value={contact.phone}
        fault={faultOf('reg-phone')}
        onChange={(phone) => onChange({ phone })}
      />
      <Field
        id="reg-email"
        label="电子邮箱"
        isOptional
        type="email"
        autocomplete="email"
        value={contact.email}
        fault={faultOf('reg-email')}
        onChange={(email) => onChange({ email })}
      />
      <Field
        id="reg-address"
        label="住址"
        isOptional
        autocomplete="street-address"
        value={contact.address}
        fault={faultOf('reg-address')}
        onChange={(address) => onChange({ address })}
      />
    </>
  );
}
