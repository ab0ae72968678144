import { useState } from 'preact/hooks';
import type { RegistrationFragment } from '../../generated/operations.ts';
import { dayText } from '../dates.ts';
import type { Fault } from '../draft/draft.rules.ts';
import { FaultSummary } from '../parts/fault-summary.tsx';
import { Icon } from '../parts/icon.tsx';
import { usePortal } from '../portal-context.ts';
import { ContactFields, type Contact } from './contact-fields.tsx';
import { registrationFault } from './registration-fault.ts';
import { checkContact, DOCUMENT_WORDS, nameLabel } from './registration.rules.ts';

interface RegisteredProps {
  registration: RegistrationFragment;
  /** @param what happened, to be told */
  onDone: (what: string) => void;
}

/** Who one is registered as, how to be reached, and the way out. */
export function Registered({ registration, onDone }: RegisteredProps) {
  const { kind, name, document, documentName, registeredAt } = registration;
  return (
    <>
      <section class="card registered" aria-labelledby="registered">
        <h2 id="registered">
          <Icon name="check" />
          已实名注册
        </h2>
        <dl class="answers">
          <div>
            <dt>{nameLabel(kind)}</dt>
            <dd>{name}</dd>
          </div>
          <div>
            <dt>证件</dt>
            <dd>{documentName ?? DOCUMENT_WORDS[document].label}（号码不显示）</dd>
          </div>
          <div>
            <dt>注册日期</dt>
            <dd>{dayText(registeredAt)}</dd>
          </div>
        </dl>
      </section>
      <ContactForm registration={registration} onDone={() => onDone('联系方式已更改。')} />
      <Cancelling onDone={() => onDone('实名注册已注销。')} />
    </>
  );
}

function ContactForm({ registration, onDone }: { onDone: () => void } & RegisteredOnly) {
  const { client } = usePortal();
  const [contact, setContact] = useState<Contact>(() => ({
    phone: registration.phone ?? '',
    email: registration.email ?? '',
    address: registration.address ?? '',
  }));
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const save = (event: Event): void => {
    event.preventDefault();
    const found = checkContact(contact).filter((fault) => fault !== null);
    setFaults(found);
    if (found.length > 0) return;
    const { phone, email, address } = contact;
    const given = {
      phone: phone.trim() || null,
      email: email.trim() || null,
      address: address.trim() || null,
    };
    client.account
      .changeContact(given)
      .then(onDone, (error: unknown) => setFaults([registrationFault(error)]));
  };
  return (
    <form class="card" onSubmit={save} noValidate aria-labelledby="contact">
      <h2 id="contact">怎样联系您</h2>
      <FaultSummary faults={faults} />
      <ContactFields
        contact={contact}
        faultOf={(field) => faults.find((fault) => fault.field === field)?.message}
        onChange={(part) => setContact({ ...contact, ...part })}
      />
      <div class="actions">
        <button type="submit" class="button">
          保存联系方式
        </button>
      </div>
    </form>
  );
}

type RegisteredOnly = Pick<RegisteredProps, 'registration'>;

/** Asked twice, since a letter may need the registration. */
function Cancelling({ onDone }: { onDone: () => void }) {
  const { client } = usePortal();
  const [isAsked, setAsked] = useState(false);
  const [fault, setFault] = useState('');
  const cancel = (): void => {
    client.account
      .cancelRegistration()
      .then(onDone, (error: unknown) => setFault(registrationFault(error).message));
  };
  return (
    <section class="card" aria-labelledby="cancelling">
      <h2 id="cancelling">注销实名注册</h2>
      <p>实名系统不再保存您是谁；已经写的信照常办理，以后可以重新注册。</p>
      {fault !== '' && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      <p class="actions">
        {isAsked ? (
          <>
            <button type="button" class="button button-bad" onClick={cancel}>
              确认注销
            </button>
            <button type="button" class="button-plain" onClick={() => setAsked(false)}>
              不注销
            </button>
          </>
        ) : (
          <button type="button" class="button-plain" onClick={() => setAsked(true)}>
            注销…
          </button>
        )}
      </p>
    </section>
  );
}
