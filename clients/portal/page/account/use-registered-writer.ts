import { useEffect } from 'preact/hooks';
import type { RegistrationFragment } from '../../generated/operations.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import { usePortal } from '../portal-context.ts';

/**
 * Who has registered writes under the registered name; telephone and address are theirs to change.
 * @returns null where nobody is signed in or registered, and while that is not known
 */
export function useRegisteredWriter(): RegistrationFragment | null {
  const { client, session, change } = usePortal();
  const [loaded] = useLoaded(
    async () => (session ? client.account.registration() : null),
    session ? 'signed in' : 'nobody',
  );
  const registration = loaded.state === 'ready' ? loaded.value : null;
  useEffect(() => {
    if (!registration) return;
    change(({ phone, address }) => ({
      name: registration.name,
      phone: phone || (registration.phone ?? ''),
      address: address || (registration.address ?? ''),
    }));
  }, [registration]);
  return registration;
}
