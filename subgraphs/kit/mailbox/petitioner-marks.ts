import type { Vault } from '../secrecy/vault.ts';
import type { Person } from './petition.entity.ts';

/**
 * By what casework tells that two letters are of one person, whatever their channels (R34, R37, R40):
 * the identity number, and the telephone together with the name. Without the mailboxes' key a mark
 * tells nothing, and casework does not have it.
 */
export function petitionerMarks(
  { indexOf }: Pick<Vault, 'indexOf'>,
  { name, phone, idNumber }: Pick<Person, 'name' | 'phone' | 'idNumber'>,
): string[] {
  const digits = phone?.replaceAll(/\D/g, '').replace(/^86(?=1\d{10}$)/, '') ?? '';
  return [
    ...(idNumber ? [indexOf(idNumber, 'petitioner.idNumber')] : []),
    ...(digits ? [indexOf(`${digits} ${name.normalize('NFKC')}`, 'petitioner.phone')] : []),
  ];
}
